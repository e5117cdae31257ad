/**
 * Refinement: the inner loop that improves each document's variational parameters while the model is held fixed.
 *
 * <p>Read {@link io.wordtide.refine.Refiner}; {@link io.wordtide.refine.AdamRefiner} is the paper's,
 * {@link io.wordtide.refine.NewtonRefiner} the one that needs few steps.
 */
@NullMarked
package io.wordtide.refine;

import org.jspecify.annotations.NullMarked;
