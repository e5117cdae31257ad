/**
 * Neural network parts with hand-written gradients: layers, their parameters, Adam.
 *
 * <p>Every backward pass computes the derivative of the <em>ELBO</em>, which is maximised; the sign is flipped once, in
 * {@link io.wordtide.nn.AdamMoments}. Forward, backward and update are three calls.
 */
@NullMarked
package io.wordtide.nn;

import org.jspecify.annotations.NullMarked;
