package io.wordtide.benchmarks;

import java.util.Arrays;

/** Values measured one after the other while a stream was learned, in four quarters. */
record Course(double[] values) {

    /**
     * The largest value of a quarter; not a number if there are so few values that it has none.
     *
     * @param quarter from 1
     */
    double largestOfQuarter(int quarter) {
        return Arrays.stream(values, (quarter - 1) * values.length / 4, quarter * values.length / 4)
                .max()
                .orElse(Double.NaN);
    }

    /** Largest value of the last quarter, divided by the largest of the second. */
    double growth() {
        return largestOfQuarter(4) / largestOfQuarter(2);
    }
}
