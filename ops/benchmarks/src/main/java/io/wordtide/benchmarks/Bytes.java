package io.wordtide.benchmarks;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Bytes allocated on the heap in an iteration, as JMH reads them. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Bytes {

    /** Of what is measured: bytes a call or a step. */
    public double subjectBytes;

    /** Of what it is measured against, if anything. */
    public double referenceBytes;
}
