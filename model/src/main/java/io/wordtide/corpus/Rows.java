package io.wordtide.corpus;

import io.wordtide.text.DocumentCounts;
import io.wordtide.text.TextFileException;
import java.util.Arrays;
import java.util.SortedMap;

/** Builds documents from counts by vocabulary row. */
final class Rows {

    private static final int SHOWN_CHARACTERS = 40;

    private Rows() {}

    /** As much of a text as fits in an error message. */
    static String shortened(String text) {
        return text.length() > SHOWN_CHARACTERS ? text.substring(0, SHOWN_CHARACTERS) + "…" : text;
    }

    /**
     * @param place where the document was found, for the message
     * @throws TextFileException if it has more tokens than an int can hold
     */
    static DocumentCounts document(SortedMap<Integer, Integer> countByRow, String place) {
        int[] rows = countByRow.keySet().stream().mapToInt(Integer::intValue).toArray();
        int[] counts = countByRow.values().stream().mapToInt(Integer::intValue).toArray();
        long tokenCount = Arrays.stream(counts).asLongStream().sum();
        if (tokenCount > Integer.MAX_VALUE) {
            throw new TextFileException("expected a document of at most " + Integer.MAX_VALUE + " tokens in " + place
                    + ", found " + tokenCount + "; correct its counts");
        }
        return new DocumentCounts(rows, counts, (int) tokenCount, 0);
    }
}
