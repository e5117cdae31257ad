package io.wordtide.benchmarks;

import java.util.Arrays;

/** Percentiles of a sample. */
final class Percentile {

    private Percentile() {}

    /**
     * The smallest value that more than {@code percent} of a hundred values do not exceed; of 100, the largest.
     *
     * @param values in any order, at least one
     */
    static double of(double[] values, int percent) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        return sorted[Math.min(sorted.length - 1, (int) ((long) sorted.length * percent / 100))];
    }
}
