package io.wordtide.nn;

import io.wordtide.text.DocumentCounts;
import io.wordtide.text.InputWeighting;
import java.util.List;

/**
 * One document as sparse input of a network: a few weighted vocabulary rows, all others zero.
 *
 * @param rows vocabulary rows, distinct
 * @param weights tf-idf or normalised counts, parallel to {@code rows}
 */
public record SparseInput(int[] rows, float[] weights) {

    /** The documents as input of a network. */
    public static List<SparseInput> of(List<DocumentCounts> documents, InputWeighting weighting) {
        return documents.stream()
                .map(document -> new SparseInput(weighting.rows(document), weighting.weights(document)))
                .toList();
    }
}
