package io.wordtide.nn;

import io.wordtide.text.DocumentCounts;
import io.wordtide.text.InputWeighting;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * One document as sparse input of a network: a few weighted vocabulary rows, all others zero.
 *
 * @param rows vocabulary rows, distinct
 * @param weights tf-idf or normalised counts, parallel to {@code rows}
 */
public record SparseInput(int[] rows, float[] weights) {

    /** The rows of several documents, each once, in the order of their first occurrence. */
    public static int[] distinctRows(List<SparseInput> inputs) {
        BitSet seen = new BitSet();
        int[] distinct =
                new int[inputs.stream().mapToInt(input -> input.rows().length).sum()];
        int count = 0;
        for (SparseInput input : inputs) {
            for (int row : input.rows()) {
                if (!seen.get(row)) {
                    seen.set(row);
                    distinct[count++] = row;
                }
            }
        }
        return Arrays.copyOf(distinct, count);
    }

    /** The documents as input of a network. */
    public static List<SparseInput> of(List<DocumentCounts> documents, InputWeighting weighting) {
        return documents.stream()
                .map(document -> new SparseInput(weighting.rows(document), weighting.weights(document)))
                .toList();
    }
}
