/**
 * The learner's mini-batch in PyTorch, in a process of its own, for {@code ops/benchmarks} to measure Wordtide against.
 *
 * <p>Read {@link io.wordtide.pytorch.TorchLearner} first. Depends on PyTorch from Maven Central and on nothing of
 * Wordtide, whose ND4J brings another version of JavaCPP.
 */
@NullMarked
package io.wordtide.pytorch;

import org.jspecify.annotations.NullMarked;
