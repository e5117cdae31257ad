package io.wordtide.benchmarks;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Bytes allocated on the heap in an iteration, in the form that JMH reads. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Bytes {

    /** Of what is measured: bytes per call or per step. */
    public double subjectBytes;

    /** Of what it is measured against, if anything. */
    public double referenceBytes;
}
