/**
 * Training and judging a model on a corpus from files, without Kafka: what {@code wordtide evaluate} does.
 *
 * <p>Read {@link io.wordtide.cli.evaluate.Evaluation} first. The models are those of {@code io.wordtide.preset}. What
 * is found is kept in files of plain JSON, for other programs to read too: {@link
 * io.wordtide.cli.evaluate.EvaluationResult} of a training, {@link io.wordtide.cli.evaluate.SimilarityReport} of word
 * vectors.
 */
@NullMarked
package io.wordtide.cli.evaluate;

import org.jspecify.annotations.NullMarked;
