package io.wordtide.corpus;

import io.wordtide.text.DocumentCounts;
import java.util.SortedMap;

/** Documents from counts by vocabulary row. */
final class Rows {

    private Rows() {}

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
