package io.wordtide.text;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads a vocabulary file: UTF-8, in one of these forms, which its lines determine:
 *
 * <pre>
 * oil                 a word a line
 * oil 6494            a word and numbers, as counts are called that other tools write
 * 17&lt;TAB>oil           an id and a word, ids from 0 or 1, in any order
 * 21578               the text dictionary of gensim: the number of documents, then an id, a word and
 * 17&lt;TAB>oil&lt;TAB>6494     its document frequency
 * </pre>
 *
 * <p>Strict, because a word that was silently changed or skipped would shift rows or never occur in a document, and nobody
 * would see why. Words are {@linkplain TextNormalization normalized} as documents are.
 */
final class VocabularyFile {

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9.]+([eE][+-]?[0-9]+)?");
    private static final Pattern COMMA_AND_COUNT = Pattern.compile("[^,]+,\\s*[0-9.]+");
    private static final Pattern ID = Pattern.compile("[0-9]{1,9}");

    private static final String WHAT_TO_DO =
            "; a vocabulary file holds one word a line, each once, optionally followed by white"
                    + " space and its count; or on each line an id, a tab and a word";

    private final Path file;
    private final List<String> lines = new ArrayList<>();
    private final Map<String, Integer> lineByWord = new HashMap<>();

    private VocabularyFile(Path file) {
        this.file = file;
    }

    /**
     * The words in the order of their rows: that of the lines, or of the ids.
     *
     * @throws TextFileException if the file is missing or malformed; the message names file and line
     */
    static List<String> words(Path file) {
        if (Files.notExists(file)) {
            throw new TextFileException("expected a vocabulary file at " + file + ", found nothing there");
        }
        if (Files.isDirectory(file)) {
            throw new TextFileException("expected a vocabulary file at " + file + ", found a directory");
        }
        return new VocabularyFile(file).read();
    }

    private List<String> read() {
        TextLines.forEach(file, (number, line) -> lines.add(line));
        if (lines.isEmpty()) {
            throw new TextFileException("expected words in " + file + ", found an empty file" + WHAT_TO_DO);
        }
        if (lines.size() > 1 && isId(lines.get(0)) && isGensim(lines.get(1))) {
            return wordsById(1);
        }
        return lines.stream().allMatch(VocabularyFile::beginsWithId)
                        && !lines.stream().allMatch(VocabularyFile::isNumbers)
                ? wordsById(0)
                : wordsByLine();
    }

    private List<String> wordsByLine() {
        requireNoOtherForm();
        List<String> words = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            requireText(i);
            String[] fields = lines.get(i).split("\\s+", -1);
            if (fields[0].isEmpty() || !Arrays.stream(fields).skip(1).allMatch(VocabularyFile::isNumberOrEnd)) {
                throw refusal(i, "white space around or inside the word");
            }
            words.add(newWord(i, fields[0]));
        }
        return words;
    }

    private List<String> wordsById(int headerLines) {
        int count = lines.size() - headerLines;
        int[] ids = new int[count];
        String[] words = new String[count];
        for (int i = 0; i < count; i++) {
            requireText(headerLines + i);
            String[] fields = lines.get(headerLines + i).split("\t", -1);
            if (!isId(fields[0]) || fields.length > 3 || (fields.length == 3 && !isNumberOrEnd(fields[2]))) {
                throw refusal(headerLines + i, "no id, tab and word");
            }
            ids[i] = Integer.parseInt(fields[0]);
            words[i] = newWord(headerLines + i, fields[1]);
        }
        int first = Arrays.stream(ids).min().orElse(0);
        String[] byRow = new String[count];
        Arrays.fill(byRow, "");
        for (int i = 0; i < count; i++) {
            int row = ids[i] - first;
            if (first > 1 || row >= count || !byRow[row].isEmpty()) {
                throw new TextFileException(
                        "expected each id from 0 to " + (count - 1) + ", or from 1 to " + count + ", once in "
                                + file + ", found " + ids[i] + " on line " + (headerLines + i + 1)
                                + "; number the words without gaps, as documents must be (in gensim: compactify)");
            }
            byRow[row] = words[i];
        }
        return List.of(byRow);
    }

    /** What would otherwise be taken for words that no document contains. */
    private void requireNoOtherForm() {
        if (lines.size() == 1 && (lines.get(0).startsWith("{") || lines.get(0).startsWith("["))) {
            throw refusal(0, "JSON");
        }
        if (lines.stream().allMatch(line -> COMMA_AND_COUNT.matcher(line).matches())) {
            throw refusal(0, "a comma between word and count");
        }
    }

    private void requireText(int index) {
        String line = lines.get(index);
        if (line.isEmpty()) {
            throw refusal(index, "an empty line");
        }
        if (line.isBlank()) {
            throw refusal(index, "only white space");
        }
        if (line.charAt(0) == BYTE_ORDER_MARK) {
            throw refusal(index, "a byte order mark before the word");
        }
    }

    private String newWord(int index, String written) {
        String word = TextNormalization.normalize(written);
        if (word.isEmpty() || word.codePoints().anyMatch(Character::isWhitespace)) {
            throw refusal(index, "white space around or inside the word");
        }
        Integer earlier = lineByWord.putIfAbsent(word, index);
        if (earlier != null) {
            throw refusal(index, "\"" + word + "\", which is already on line " + (earlier + 1));
        }
        return word;
    }

    private static boolean isId(String field) {
        return ID.matcher(field).matches();
    }

    private static boolean isNumberOrEnd(String field) {
        return field.isEmpty() || NUMBER.matcher(field).matches();
    }

    private static boolean isNumbers(String line) {
        return Arrays.stream(line.split("\\s+", -1)).allMatch(VocabularyFile::isNumberOrEnd);
    }

    private static boolean beginsWithId(String line) {
        String[] fields = line.split("\\s+", 2);
        return fields.length > 1 && isId(fields[0]);
    }

    private static boolean isGensim(String line) {
        String[] fields = line.split("\t", -1);
        return fields.length == 3 && isId(fields[0]) && isId(fields[2]);
    }

    private TextFileException refusal(int index, String found) {
        return new TextFileException(
                "expected a new word on line " + (index + 1) + " of " + file + ", found " + found + WHAT_TO_DO);
    }
}
