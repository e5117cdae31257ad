package io.wordtide.learn;

import io.wordtide.linalg.Matrix;
import java.util.List;

/**
 * The word vectors at the moment of a publication.
 *
 * @param vectors J in the reference space, [V, K]; rows without a word are meaningless
 * @param moved the words that moved since they were last published, and the new ones, in the order of their rows
 * @param changes detected changes worth reporting
 * @param residual what the map to the reference space left of the words' movement: the mean of 1 - cosine, weighted by
 *     document frequency, 0 to 2
 * @param dimensions directions of the reference space named by words, [K], always in the same order
 */
public record WordPublication(
        Matrix vectors, List<WordVector> moved, List<Change> changes, double residual, List<Dimension> dimensions) {}
