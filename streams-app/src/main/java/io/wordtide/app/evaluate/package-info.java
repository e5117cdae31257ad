/**
 * Figures of trained models, as they are kept in files: {@link io.wordtide.app.evaluate.EvaluationResult} of a training
 * run, {@link io.wordtide.app.evaluate.SimilarityReport} of word vectors. Plain JSON, for other programs to read too.
 */
@NullMarked
package io.wordtide.app.evaluate;

import org.jspecify.annotations.NullMarked;
