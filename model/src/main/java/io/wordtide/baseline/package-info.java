/**
 * The models that the deep latent Gaussian model is measured against: Table 1 of Krishnan and Hoffman 2016.
 *
 * <p>Read {@link io.wordtide.baseline.LatentDirichletAllocation} first, the plainest. Each is a
 * {@link io.wordtide.train.TrainableModel} over documents of V vocabulary rows, and each says in nats how probable the
 * words of a document are, one after the other: the multinomial coefficient, which depends on the document only, is
 * left out everywhere, so that the perplexities can stand side by side.
 *
 * <p>Depends on {@code linalg}, {@code nn}, {@code snapshot}, {@code text} and {@code train}, and on nothing of {@code dlgm} or
 * {@code learn}. No model is thread-safe; each shares its work out over {@link io.wordtide.linalg.Workers}, in parts that
 * depend on the size of the work only, so that no result depends on the number of threads.
 */
@NullMarked
package io.wordtide.baseline;

import org.jspecify.annotations.NullMarked;
