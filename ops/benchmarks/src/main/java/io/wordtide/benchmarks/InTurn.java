package io.wordtide.benchmarks;

import java.io.IOException;
import java.util.Optional;

/**
 * What was measured of this checkout and, with {@code --against}, of the other.
 *
 * @param own of this one
 * @param other of the other, if there is one
 */
record InTurn<R>(R own, Optional<R> other) {

    /** Measures a checkout. */
    @FunctionalInterface
    interface Measurement<R> {

        R of(Checkout checkout) throws IOException, InterruptedException;
    }

    /**
     * Measures both, one after the other; which comes first alternates from run to run.
     *
     * @param run number of the run, from 1
     */
    static <R> InTurn<R> measure(int run, Measurement<R> measurement) throws IOException, InterruptedException {
        Optional<Checkout> against = Settings.against();
        if (against.isEmpty()) {
            return new InTurn<>(measurement.of(Settings.checkout()), Optional.empty());
        }
        if (run % 2 == 0) {
            R other = measurement.of(against.get());
            return new InTurn<>(measurement.of(Settings.checkout()), Optional.of(other));
        }
        R own = measurement.of(Settings.checkout());
        return new InTurn<>(own, Optional.of(measurement.of(against.get())));
    }
}
