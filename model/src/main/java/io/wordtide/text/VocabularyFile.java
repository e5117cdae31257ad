package io.wordtide.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a vocabulary file: UTF-8, one word a line. Strict, since a word that is silently changed or skipped would shift
 * rows or never occur in a document, and nobody would see why.
 */
final class VocabularyFile {

    private static final String WHAT_TO_DO = "; a vocabulary file holds one word a line, each once, and nothing else";

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Path file;
    private final Map<String, Integer> lineByWord = new HashMap<>();
    private final List<String> words = new ArrayList<>();

    private VocabularyFile(Path file) {
        this.file = file;
    }

    /** @throws IllegalArgumentException if the file is not there or not such a file; names file and line. */
    static List<String> words(Path file) {
        if (Files.notExists(file)) {
            throw new IllegalArgumentException("expected a vocabulary file at " + file + ", found nothing there");
        }
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException("expected a vocabulary file at " + file + ", found a directory");
        }
        return new VocabularyFile(file).read();
    }

    private List<String> read() {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line);
            }
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    "expected UTF-8 in " + file + ", found other bytes after line " + words.size() + WHAT_TO_DO, e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "expected a vocabulary file that can be read at " + file + ", found "
                            + e.getClass().getSimpleName(),
                    e);
        }
        if (words.isEmpty()) {
            throw new IllegalArgumentException("expected words in " + file + ", found an empty file" + WHAT_TO_DO);
        }
        return words;
    }

    private void add(String word) {
        int line = words.size() + 1;
        if (word.isEmpty()) {
            throw refusal(line, "an empty line");
        }
        if (word.isBlank()) {
            throw refusal(line, "only white space");
        }
        if (word.charAt(0) == BYTE_ORDER_MARK) {
            throw refusal(line, "a byte order mark before the word");
        }
        if (word.codePoints().anyMatch(Character::isWhitespace)) {
            throw refusal(line, "white space beside or inside the word");
        }
        Integer earlier = lineByWord.putIfAbsent(word, line);
        if (earlier != null) {
            throw refusal(line, "\"" + word + "\", which is already on line " + earlier);
        }
        words.add(word);
    }

    private IllegalArgumentException refusal(int line, String found) {
        return new IllegalArgumentException(
                "expected a new word on line " + line + " of " + file + ", found " + found + WHAT_TO_DO);
    }
}
