/**
 * Learning from a stream: one mini-batch in, scores, document and word embeddings and better parameters out.
 *
 * <p>Read {@link io.wordtide.learn.OnlineLearner} first, then {@link io.wordtide.learn.LearnerConfig} and
 * {@link io.wordtide.learn.StepReport}; {@link io.wordtide.learn.ModelSnapshot} saves a learner. Not thread-safe: a
 * learner belongs to one thread at a time.
 */
@NullMarked
package io.wordtide.learn;

import org.jspecify.annotations.NullMarked;
