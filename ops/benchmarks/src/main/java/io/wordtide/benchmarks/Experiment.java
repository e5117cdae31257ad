package io.wordtide.benchmarks;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/**
 * A benchmark with everything needed to run it and to show its results.
 *
 * @param name what {@code --only} calls it
 * @param title heading of its table
 * @param benchmark class with the {@code @Benchmark} method
 * @param tuning parameters, and how much a quick run reduces
 * @param obstacle why it cannot run here, if it cannot
 * @param table of the outcomes, one for each choice of parameters
 */
record Experiment(
        String name,
        String title,
        Class<?> benchmark,
        Tuning tuning,
        Supplier<Optional<String>> obstacle,
        Function<List<Outcome>, String> table) {

    /** Sets the options in which a run differs from the benchmark's annotations. */
    interface Tuning {
        void apply(ChainedOptionsBuilder options, boolean quick);
    }

    /** An experiment that can always run. */
    static Experiment of(
            String name, String title, Class<?> benchmark, Tuning tuning, Function<List<Outcome>, String> table) {
        return new Experiment(name, title, benchmark, tuning, Optional::empty, table);
    }
}
