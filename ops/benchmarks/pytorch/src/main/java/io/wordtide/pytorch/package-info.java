/**
 * The learner's mini-batch in PyTorch, in a process of its own, for {@code ops/benchmarks} to measure Wordtide against.
 *
 * <p>Read {@link io.wordtide.pytorch.TorchLearner} first. Depends on PyTorch from Maven Central and on nothing of
 * Wordtide, whose settings of threads and memory it would otherwise share.
 */
@NullMarked
package io.wordtide.pytorch;

import org.jspecify.annotations.NullMarked;
