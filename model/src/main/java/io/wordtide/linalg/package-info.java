/**
 * Dense single-precision matrices, their product through ND4J, a fast exponential, and counter-based noise.
 *
 * <p>Numbers live in Java arrays, row-major, where C2 vectorises plain loops; only a matrix product leaves the heap.
 * Read {@link io.wordtide.linalg.Matrix}, then {@link io.wordtide.linalg.Gemm}. Matrices and gemm are not thread-safe;
 * the rest is, for arrays that no other thread changes.
 */
@NullMarked
package io.wordtide.linalg;

import org.jspecify.annotations.NullMarked;
