/**
 * Training and judging a model on a corpus from files, without Kafka: what {@code wordtide evaluate} does.
 *
 * <p>Read {@link io.wordtide.app.evaluate.Evaluation} first. The models are those of {@code io.wordtide.preset}; here
 * are files, progress and the written result.
 */
@NullMarked
package io.wordtide.app.evaluate;

import org.jspecify.annotations.NullMarked;
