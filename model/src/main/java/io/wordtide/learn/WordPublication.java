package io.wordtide.learn;

import io.wordtide.linalg.Matrix;
import java.util.List;

/**
 * The word vectors at the moment of a publication.
 *
 * @param vectors J, [V, K]; rows without a word are meaningless
 * @param moved the words that moved since they were last published, and the new ones, in the order of their rows
 * @param changes detected changes worth reporting
 */
public record WordPublication(Matrix vectors, List<WordVector> moved, List<Change> changes) {}
