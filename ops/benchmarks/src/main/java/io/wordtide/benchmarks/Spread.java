package io.wordtide.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** A summary of the iterations of a figure: minimum, median and maximum. */
record Spread(double minimum, double median, double maximum) {

    static Spread of(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }

    /** {@code 1.07 / 1.09 / 1.15}. */
    String show() {
        return String.format(Locale.ROOT, "%.2f / %.2f / %.2f", minimum, median, maximum);
    }

    /** {@code 1,070 / 1,090 / 1,150}. */
    String showWhole() {
        return String.format(Locale.ROOT, "%,.0f / %,.0f / %,.0f", minimum, median, maximum);
    }
}
