package io.wordtide.corpus;

import io.wordtide.text.DocumentCounts;
import java.util.SortedMap;

/** Documents from counts by vocabulary row. */
final class Rows {

    private static final int SHOWN_CHARACTERS = 40;

    private Rows() {}

    /** So much of a text as fits an error message. */
    static String shortened(String text) {
        return text.length() > SHOWN_CHARACTERS ? text.substring(0, SHOWN_CHARACTERS) + "…" : text;
    }

    static DocumentCounts document(SortedMap<Integer, Integer> countByRow) {
        int[] rows = countByRow.keySet().stream().mapToInt(Integer::intValue).toArray();
        int[] counts = countByRow.values().stream().mapToInt(Integer::intValue).toArray();
        int tokenCount = 0;
        for (int count : counts) {
            tokenCount += count;
        }
        return new DocumentCounts(rows, counts, tokenCount, 0);
    }
}
