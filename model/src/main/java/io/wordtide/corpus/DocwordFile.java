package io.wordtide.corpus;

import io.wordtide.text.DocumentCounts;
import io.wordtide.text.TextFileException;
import io.wordtide.text.TextLines;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The {@code docword} files of the UCI repository: three lines with the number of documents, words and pairs, then lines
 * {@code document word count}, both numbers from 1. A document without a line is empty.
 */
final class DocwordFile {

    static final int HEADER_LINES = 3;

    /** They cost memory and take no room in the file: a header may claim any number of them. */
    private static final int MOST_EMPTY_DOCUMENTS = 1_000_000;

    private static final String WHAT_TO_DO =
            "; a docword file starts with the numbers of documents, words and lines, one a line, followed by lines"
                    + " \"document word count\"";

    private final Path file;
    private final int vocabularySize;
    private final Map<Integer, TreeMap<Integer, Integer>> documents = new HashMap<>();
    private int documentCount;
    private int expectedLines;

    DocwordFile(Path file, int vocabularySize) {
        this.file = file;
        this.vocabularySize = vocabularySize;
    }

    List<DocumentCounts> read() {
        long[] lines = {0};
        TextLines.forEach(file, (number, line) -> {
            lines[0] = number;
            if (number <= HEADER_LINES) {
                readHeader(number, line.strip());
            } else {
                add(number, line.strip());
            }
        });
        // before anything is made for each document that the header claims
        if (lines[0] != HEADER_LINES + (long) expectedLines) {
            throw new TextFileException("expected " + (HEADER_LINES + (long) expectedLines) + " lines in " + file
                    + ", found " + lines[0] + "; it may be truncated" + WHAT_TO_DO);
        }
        return IntStream.rangeClosed(1, documentCount)
                .mapToObj(
                        d -> Rows.document(documents.getOrDefault(d, new TreeMap<>()), "document " + d + " of " + file))
                .toList();
    }

    private void readHeader(long number, String line) {
        int value = parse(number, line, 0, Integer.MAX_VALUE);
        if (number == 1) {
            documentCount = value;
        } else if (number == 2) {
            requireSizeOfVocabulary(value);
        } else {
            expectedLines = value;
            requireFewEmptyDocuments();
        }
    }

    private void requireSizeOfVocabulary(int found) {
        if (found != vocabularySize) {
            throw new TextFileException("expected documents over " + vocabularySize
                    + " words, as many as the vocabulary" + " has, found " + found + " in line 2 of " + file);
        }
    }

    private void requireFewEmptyDocuments() {
        long most = expectedLines + (long) MOST_EMPTY_DOCUMENTS;
        if (documentCount > most) {
            throw new TextFileException("expected at most " + most + " documents, " + MOST_EMPTY_DOCUMENTS
                    + " more than lines after the header, found " + documentCount + " in line 1 of " + file
                    + WHAT_TO_DO);
        }
    }

    private void add(long number, String line) {
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
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw refusal(number, "\"" + Rows.shortened(text) + "\", which is not a number from " + least + " to " + most);
    }

    private TextFileException refusal(long number, String found) {
        return new TextFileException(
                "expected three whole numbers on line " + number + " of " + file + ", found " + found + WHAT_TO_DO);
    }
}
