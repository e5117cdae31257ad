/**
 * Refinement: the inner loop that improves each document's variational parameters while the model is held fixed.
 *
 * <p>Read {@link io.wordtide.refine.Refiner}; {@link io.wordtide.refine.AdamRefiner} is the paper's,
 * {@link io.wordtide.refine.NewtonRefiner} and {@link io.wordtide.refine.FisherRefiner} need few steps, the one for the
 * log-linear model, the other for the deep one.
 */
@NullMarked
package io.wordtide.refine;

import org.jspecify.annotations.NullMarked;
