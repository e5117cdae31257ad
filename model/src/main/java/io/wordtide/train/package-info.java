/**
 * Training in epochs over a complete corpus, as in papers: what can be trained this way, the loop that keeps the epoch
 * that did best on validation documents, and checkpoints.
 *
 * <p>Read {@link io.wordtide.train.TrainableModel} first, then {@link io.wordtide.train.Trainer}. No model is defined
 * here: {@code learn} has the deep latent Gaussian model, {@code baseline} those it is measured against. Nothing here
 * is thread-safe.
 */
@NullMarked
package io.wordtide.train;

import org.jspecify.annotations.NullMarked;
