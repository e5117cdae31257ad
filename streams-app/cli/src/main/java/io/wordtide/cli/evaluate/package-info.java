/**
 * Training and evaluating a model on a corpus from files, without Kafka: the work of {@code wordtide evaluate}.
 *
 * <p>Read {@link io.wordtide.cli.evaluate.Evaluation} first. The models are those of {@code io.wordtide.preset}.
 * Results are plain JSON files that other programs can read: {@link io.wordtide.cli.evaluate.EvaluationResult} of a
 * training run, {@link io.wordtide.cli.evaluate.SimilarityReport} of word vectors.
 */
@NullMarked
package io.wordtide.cli.evaluate;

import org.jspecify.annotations.NullMarked;
