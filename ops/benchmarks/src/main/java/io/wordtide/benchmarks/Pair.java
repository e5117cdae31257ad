package io.wordtide.benchmarks;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The two sides of a comparison, timed alternately, so that whatever else the machine does falls on both.
 *
 * <p>Figures of an iteration, as JMH reads them.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Pair {

    /** Time of what is measured, ms a round. */
    public double subjectMs;

    /** Time of what it is measured against, ms a round. */
    public double referenceMs;

    /** Subject divided by reference. */
    public double ratio;

    /** Runs both sides {@code rounds} times, each first in every other round. */
    void alternate(int rounds, Runnable subject, Runnable reference) {
        long subjectNanos = 0;
        long referenceNanos = 0;
        for (int round = 0; round < rounds; round++) {
            if (round % 2 == 0) {
                subjectNanos += nanos(subject);
                referenceNanos += nanos(reference);
            } else {
                referenceNanos += nanos(reference);
                subjectNanos += nanos(subject);
            }
        }
        subjectMs = subjectNanos / (1e6 * rounds);
        referenceMs = referenceNanos / (1e6 * rounds);
        ratio = (double) subjectNanos / referenceNanos;
    }

    /** Of rounds of many steps: gives the times of one. */
    void perStep(int stepCount) {
        subjectMs /= stepCount;
        referenceMs /= stepCount;
    }

    private static long nanos(Runnable side) {
        long start = System.nanoTime();
        side.run();
        return System.nanoTime() - start;
    }
}
