/**
 * Training and judging a model on a corpus from files, without Kafka: what {@code wordtide evaluate} does.
 *
 * <p>Read {@link io.wordtide.app.evaluate.Evaluation} first. The models are those of {@code io.wordtide.preset}. What is
 * found is kept in files of plain JSON, for other programs to read too:
 * {@link io.wordtide.app.evaluate.EvaluationResult} of a training, {@link io.wordtide.app.evaluate.SimilarityReport} of word
 * vectors.
 */
@NullMarked
package io.wordtide.app.evaluate;

import org.jspecify.annotations.NullMarked;
