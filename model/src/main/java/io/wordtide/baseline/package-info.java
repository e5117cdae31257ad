/**
 * The models that the deep latent Gaussian model is measured against: Table 1 of Krishnan and Hoffman 2016.
 *
 * <p>Read {@link io.wordtide.baseline.LatentDirichletAllocation} first, the simplest. Each is a {@link
 * io.wordtide.train.TrainableModel} over documents of V vocabulary rows, and each reports in nats how probable the
 * words of a document are, one after the other: the multinomial coefficient, which depends only on the document, is
 * left out everywhere, so that the perplexities can be compared.
 *
 * <p>Depends on {@code linalg}, {@code nn}, {@code snapshot}, {@code text} and {@code train}, but not on {@code dlgm}
 * or {@code learn}. No model is thread-safe; each divides its work among {@link io.wordtide.linalg.Workers}, in parts
 * that depend only on the size of the work, so that no result depends on the number of threads.
 */
@NullMarked
package io.wordtide.baseline;

import org.jspecify.annotations.NullMarked;
