package io.wordtide.benchmarks;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Total times of the phases of mini-batches, ms, in the form that JMH reads. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Phases {

    /** Opening: copies the output layer into tiles, computes the constant of the counts. */
    public double open;

    /** The inference network's forward pass. */
    public double propose;

    /** Bound at psi(x), and its derivative. */
    public double score;

    /** The refiner. */
    public double refine;

    /** Bound at psi*, to keep psi(x) where it is better. */
    public double check;

    /** Bound at psi* and the derivative with respect to the generative parameters theta. */
    public double thetaGradient;

    /** The inference network phi: backward pass and Adam. */
    public double phiStep;

    /** Adam on theta. */
    public double thetaStep;

    private long lapStart;

    void start() {
        lapStart = System.nanoTime();
    }

    /** Time since the last lap, ms. */
    double lap() {
        long now = System.nanoTime();
        double milliseconds = (now - lapStart) / 1e6;
        lapStart = now;
        return milliseconds;
    }
}
