package io.wordtide.corpus;

import io.wordtide.text.DocumentCounts;
import io.wordtide.text.TextFileException;
import io.wordtide.text.TextLines;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Lines {@code document word count}, document and word counted from 1, after the numbers of documents, words and lines: one
 * a line in the {@code docword} files of the UCI repository; on one line, after {@code %%MatrixMarket matrix coordinate
 * integer general} and comments, in the Matrix Market's format of sparse matrices. A document without a line is empty.
 *
 * <p>Source: R. Boisvert, R. Pozo, K. Remington, "The Matrix Market Exchange Formats: Initial Design", NISTIR 5935, 1996.
 */
final class DocwordFile {

    /** Numbers before the first count, and lines before it in the files of the UCI repository. */
    static final int HEADER_NUMBERS = 3;

    private static final String MATRIX_MARKET = "%%matrixmarket";

    /** They cost memory and take no room in the file: a header may claim any number of them. */
    private static final int MOST_EMPTY_DOCUMENTS = 1_000_000;

    private static final String WHAT_TO_DO =
            "; a docword file starts with the numbers of documents, words and lines, one a line, followed by lines"
                    + " \"document word count\"";

    private final Path file;
    private final int vocabularySize;
    private final Map<Integer, TreeMap<Integer, Integer>> documents = new HashMap<>();
    private boolean isMatrix;
    private int headerNumbers;
    private int documentCount;
    private int expectedLines;
    private long foundLines;

    DocwordFile(Path file, int vocabularySize) {
        this.file = file;
        this.vocabularySize = vocabularySize;
    }

    /** Whether a file that begins with these lines has one of the two formats. */
    static boolean isStart(List<String> head) {
        // a single number may also be the label of a document without words
        return (!head.isEmpty() && isMatrix(head.get(0)))
                || (head.size() >= HEADER_NUMBERS
                        && head.stream()
                                .limit(HEADER_NUMBERS)
                                .allMatch(line -> line.strip().matches("\\d+")));
    }

    private static boolean isMatrix(String line) {
        return line.toLowerCase(Locale.ROOT).startsWith(MATRIX_MARKET);
    }

    List<DocumentCounts> read() {
        TextLines.forEach(file, this::add);
        // before anything is made for each document that the header claims
        if (headerNumbers < HEADER_NUMBERS || foundLines != expectedLines) {
            throw new TextFileException("expected " + expectedLines + " lines of counts in " + file + ", found "
                    + foundLines + "; it may be truncated" + WHAT_TO_DO);
        }
        return IntStream.rangeClosed(1, documentCount)
                .mapToObj(
                        d -> Rows.document(documents.getOrDefault(d, new TreeMap<>()), "document " + d + " of " + file))
                .toList();
    }

    private void add(long number, String line) {
        if (number == 1 && isMatrix(line)) {
            isMatrix = true;
            requireCounts(line);
        } else if (isMatrix && (line.startsWith("%") || line.isBlank())) {
            return;
        } else if (headerNumbers < HEADER_NUMBERS) {
            for (String field : line.strip().split("\\s+", isMatrix ? HEADER_NUMBERS : 1)) {
                readHeader(number, field);
            }
        } else {
            foundLines++;
            addCount(number, line.strip());
        }
    }

    private void requireCounts(String line) {
        String kind = line.strip().replaceFirst("\\S+\\s*", "");
        if (!kind.matches("(?i)matrix\\s+coordinate\\s+(integer|real)\\s+general")) {
            throw new TextFileException(
                    "expected a Matrix Market file of counts (matrix coordinate integer general) at " + file
                            + ", found \"" + Rows.shortened(kind)
                            + "\"; write the counts as a sparse matrix, a document a row");
        }
    }

    private void readHeader(long number, String field) {
        int value = parse(number, field, 0, Integer.MAX_VALUE);
        headerNumbers++;
        if (headerNumbers == 1) {
            documentCount = value;
        } else if (headerNumbers == 2) {
            requireSizeOfVocabulary(number, value);
        } else {
            expectedLines = value;
            requireFewEmptyDocuments();
        }
    }

    private void requireSizeOfVocabulary(long number, int found) {
        if (found != vocabularySize) {
            throw new TextFileException("expected documents over " + vocabularySize
                    + " words, as many as the vocabulary has, found " + found + " in line " + number + " of " + file
                    + (documentCount == vocabularySize ? "; transpose the matrix: a document is a row" : ""));
        }
    }

    private void requireFewEmptyDocuments() {
        long most = expectedLines + (long) MOST_EMPTY_DOCUMENTS;
        if (documentCount > most) {
            throw new TextFileException("expected at most " + most + " documents, " + MOST_EMPTY_DOCUMENTS
                    + " more than lines after the header, found " + documentCount + " in the header of " + file
                    + WHAT_TO_DO);
        }
    }

    private void addCount(long number, String line) {
        String[] fields = line.split("\\s+", -1);
        if (fields.length != 3) {
            throw refusal(number, fields.length + " fields");
        }
        int document = parse(number, fields[0], 1, documentCount);
        int row = parse(number, fields[1], 1, vocabularySize) - 1;
        int count = parse(number, fields[2], 1, Integer.MAX_VALUE);
        if (documents.computeIfAbsent(document, d -> new TreeMap<>()).put(row, count) != null) {
            throw refusal(number, "a word of a document again");
        }
    }

    private int parse(long number, String text, int least, int most) {
        int value = Rows.wholeNumber(text, least, most);
        if (value < 0) {
            throw refusal(
                    number, "\"" + Rows.shortened(text) + "\", which is not a number from " + least + " to " + most);
        }
        return value;
    }

    private TextFileException refusal(long number, String found) {
        return new TextFileException(
                "expected three whole numbers on line " + number + " of " + file + ", found " + found + WHAT_TO_DO);
    }
}
