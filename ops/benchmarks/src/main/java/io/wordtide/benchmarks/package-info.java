/**
 * Measurements of what the project promises about speed and memory, each against its bar; started by
 * {@code ops/benchmarks/run}.
 *
 * <p>Figures are ratios of two things timed alternately within one run, since absolute times on a shared machine mean
 * little. A benchmark is a class of JMH that ends in {@code Benchmark}: its Javadoc says what is compared with what and
 * which figure is required, its {@code experiment()} how it is run and shown. Read {@link io.wordtide.benchmarks.Main},
 * then {@link io.wordtide.benchmarks.StepBenchmark}.
 */
@NullMarked
package io.wordtide.benchmarks;

import org.jspecify.annotations.NullMarked;
