package io.wordtide.corpus;

import io.wordtide.text.DocumentCounts;
import io.wordtide.text.TextFileException;
import io.wordtide.text.TextLines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Documents as lines {@code label id:count id:count ...}, ids from 1: the form of the NVDM's 20 Newsgroups. The label
 * is ignored.
 */
final class FeatureFile {

    private static final String WHAT_TO_DO =
            "; a line is a label and pairs id:count, with ids from 1 to the number of words of the vocabulary";

    private final Path file;
    private final int vocabularySize;

    FeatureFile(Path file, int vocabularySize) {
        this.file = file;
        this.vocabularySize = vocabularySize;
    }

    List<DocumentCounts> read() {
        List<DocumentCounts> documents = new ArrayList<>();
        TextLines.forEach(file, (number, line) -> documents.add(document(number, line)));
        return documents;
    }

    private DocumentCounts document(long number, String line) {
        TreeMap<Integer, Integer> countByRow = new TreeMap<>();
        String[] fields = line.strip().split("\\s+", -1);
        // a line without a label would silently lose its first word
        if (fields[0].indexOf(':') >= 0) {
            throw new TextFileException("expected a label in field 1 of line " + number + " of " + file + ", found \""
                    + Rows.shortened(fields[0]) + "\"; put any number before the pairs, it is ignored"
                    + WHAT_TO_DO);
        }
        for (int i = 1; i < fields.length; i++) {
            String field = fields[i];
            int colon = field.indexOf(':');
            try {
                int id = Integer.parseInt(field.substring(0, Math.max(0, colon)));
                int count = Integer.parseInt(field.substring(colon + 1));
                if (id < 1 || id > vocabularySize || count < 1 || countByRow.put(id - 1, count) != null) {
                    throw refusal(number, i, field);
                }
            } catch (NumberFormatException e) {
                throw refusal(number, i, field);
            }
        }
        return Rows.document(countByRow, "line " + number + " of " + file);
    }

    private TextFileException refusal(long number, int field, String found) {
        return new TextFileException("expected a new id from 1 to " + vocabularySize
                + " and a count of at least 1 in field " + (field + 1) + " of line " + number + " of " + file
                + ", found \"" + Rows.shortened(found) + "\"" + WHAT_TO_DO);
    }
}
