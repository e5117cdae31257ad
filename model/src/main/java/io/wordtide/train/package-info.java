/**
 * Training in epochs over a corpus that is all there, as in papers: what can be trained so, the loop that keeps the
 * best of it on validation documents, and checkpoints.
 *
 * <p>Read {@link io.wordtide.train.TrainableModel} first, then {@link io.wordtide.train.Trainer}. Which models there
 * are is not known here: {@code learn} has the deep latent Gaussian model, {@code baseline} those it is measured
 * against. Nothing here is thread-safe.
 */
@NullMarked
package io.wordtide.train;

import org.jspecify.annotations.NullMarked;
