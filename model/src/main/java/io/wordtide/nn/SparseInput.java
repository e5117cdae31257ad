package io.wordtide.nn;

/**
 * One document as sparse input of a network: a few weighted vocabulary rows, all others zero.
 *
 * @param rows vocabulary rows, distinct
 * @param weights tf-idf or normalised counts, parallel to {@code rows}
 */
public record SparseInput(int[] rows, float[] weights) {}
