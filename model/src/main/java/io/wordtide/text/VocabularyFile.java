package io.wordtide.text;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a vocabulary file: UTF-8, one word a line, optionally followed by a count. Strict, because a word that was
 * silently changed or skipped would shift rows or never occur in a document, and nobody would see why.
 */
final class VocabularyFile {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** What a line contains. */
    enum Line {
        WORD("one word a line, each once, and nothing else"),
        WORD_AND_COUNT("one word a line, each once, optionally followed by white space and its count");

        private final String description;

        Line(String description) {
            this.description = description;
        }
    }

    private final Path file;
    private final Line form;
    private final Map<String, Long> lineByWord = new HashMap<>();
    private final List<String> words = new ArrayList<>();

    private VocabularyFile(Path file, Line form) {
        this.file = file;
        this.form = form;
    }

    /** @throws TextFileException if the file is missing or malformed; the message names file and line. */
    static List<String> words(Path file, Line form) {
        if (Files.notExists(file)) {
            throw new TextFileException("expected a vocabulary file at " + file + ", found nothing there");
        }
        if (Files.isDirectory(file)) {
            throw new TextFileException("expected a vocabulary file at " + file + ", found a directory");
        }
        return new VocabularyFile(file, form).read();
    }

    private List<String> read() {
        TextLines.forEach(file, this::add);
        if (words.isEmpty()) {
            throw new TextFileException("expected words in " + file + ", found an empty file" + whatToDo());
        }
        return words;
    }

    private void add(long number, String line) {
        if (line.isEmpty()) {
            throw refusal(number, "an empty line");
        }
        if (line.isBlank()) {
            throw refusal(number, "only white space");
        }
        if (line.charAt(0) == BYTE_ORDER_MARK) {
            throw refusal(number, "a byte order mark before the word");
        }
        String word = form == Line.WORD_AND_COUNT ? line.split("\\s", 2)[0] : line;
        if (word.isEmpty() || word.codePoints().anyMatch(Character::isWhitespace)) {
            throw refusal(number, "white space around or inside the word");
        }
        Long earlier = lineByWord.putIfAbsent(word, number);
        if (earlier != null) {
            throw refusal(number, "\"" + word + "\", which is already on line " + earlier);
        }
        words.add(word);
    }

    private TextFileException refusal(long number, String found) {
        return new TextFileException(
                "expected a new word on line " + number + " of " + file + ", found " + found + whatToDo());
    }

    private String whatToDo() {
        return "; a vocabulary file holds " + form.description;
    }
}
