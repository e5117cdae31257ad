/**
 * The deep latent Gaussian model of a bag of words, its inference network and their common bound.
 *
 * <pre>
 * z ~ N(0, I_K),  gamma(z) = MLP(z; theta),  mu(z) = softmax(gamma(z)),  x ~ Multinomial(mu(z), N_d)
 * q(z given x) = N(mean, diag(exp(logVariance)))
 * ELBO_d = E_q[sum_v x_v log mu_v(z)] - KL(q || N(0, I))                              nats, to be maximised
 * </pre>
 *
 * <p>The constant multinomial coefficient is left out everywhere. Read {@link io.wordtide.dlgm.GenerativeModel}, then
 * {@link io.wordtide.dlgm.InferenceNetwork}, then {@link io.wordtide.dlgm.Elbo}. The expensive work is below these: a
 * {@link io.wordtide.dlgm.MiniBatch} of {@link io.wordtide.dlgm.DocumentBlock}s, which several threads may compute in
 * parallel, and in each block the one hot loop, {@code SoftmaxKernel}. Symbols: {@code docs/notation.md}.
 */
@NullMarked
package io.wordtide.dlgm;

import org.jspecify.annotations.NullMarked;
