package io.wordtide.corpus;

import io.wordtide.text.DocumentCounts;
import io.wordtide.text.TextFileException;
import java.util.Arrays;
import java.util.SortedMap;

/** Documents from counts by vocabulary row. */
final class Rows {

    private static final int SHOWN_CHARACTERS = 40;

    private Rows() {}

    /** So much of a text as fits an error message. */
    static String shortened(String text) {
        return text.length() > SHOWN_CHARACTERS ? text.substring(0, SHOWN_CHARACTERS) + "…" : text;
    }

    /**
     * @param place where the document was found, for the message
     * @throws TextFileException if its tokens are more than an int holds
     */
    static DocumentCounts document(SortedMap<Integer, Integer> countByRow, String place) {
        int[] rows = countByRow.keySet().stream().mapToInt(Integer::intValue).toArray();
        int[] counts = countByRow.values().stream().mapToInt(Integer::intValue).toArray();
        long tokenCount = Arrays.stream(counts).asLongStream().sum();
        if (tokenCount > Integer.MAX_VALUE) {
            throw new TextFileException("expected a document of at most " + Integer.MAX_VALUE + " tokens in " + place
                    + ", found one of " + tokenCount + "; correct its counts");
        }
        return new DocumentCounts(rows, counts, (int) tokenCount, 0);
    }
}
