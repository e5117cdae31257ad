package io.wordtide.benchmarks;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The two sides of a comparison, timed alternately, so that whatever else the machine does affects both.
 *
 * <p>The fields are the figures of an iteration, in the form that JMH reads.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Pair {

    /** Time of what is measured, ms per round. */
    public double subjectMs;

    /** Time of what it is measured against, ms per round. */
    public double referenceMs;

    /** Subject divided by reference. */
    public double ratio;

    /** Runs both sides {@code rounds} times, taking turns in which comes first. */
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

    /** Converts the times of rounds of many steps to those of one step. */
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
