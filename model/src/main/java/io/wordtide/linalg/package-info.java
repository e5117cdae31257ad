/**
 * Dense single-precision matrices, their product by OpenBLAS, a fast exponential, counter-based noise, and
 * the threads that share work.
 *
 * <p>Numbers live in Java arrays, row-major, where C2 vectorises plain loops; only a matrix product leaves the heap.
 * Read {@link io.wordtide.linalg.Matrix}, then {@link io.wordtide.linalg.Gemm}, then
 * {@link io.wordtide.linalg.Workers}. Matrices are not thread-safe; the rest is, for matrices that no other thread
 * changes.
 */
@NullMarked
package io.wordtide.linalg;

import org.jspecify.annotations.NullMarked;
