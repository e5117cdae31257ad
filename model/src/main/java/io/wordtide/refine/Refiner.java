package io.wordtide.refine;

import io.wordtide.dlgm.MiniBatch;
import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.snapshot.StateVisitor;

/**
 * Improves the variational parameters that the inference network proposes, separately for each document, with the
 * generative model held fixed: psi(x) to psi*.
 *
 * <p>A refiner need not raise the ELBO of every document; the learner keeps the start of those for which it does not.
 * See: Krishnan and Hoffman 2016, algorithm 1, step 2. Not thread-safe.
 */
public interface Refiner {

    /**
     * @param start psi(x); not changed
     * @param noise for refiners that sample
     * @return psi*, a new object
     */
    VariationalParameters refine(MiniBatch miniBatch, VariationalParameters start, SeededNoise noise);

    /**
     * Remembers the mini-batch refined last; without this call the next refinement starts from what was known before
     * it. The learner calls it once its step can no longer break.
     */
    void keep();

    /** Inner steps from {@code start}. */
    int stepCount();

    /**
     * A refiner that knows what this one knows now and learns nothing more, so that a document's result does not depend
     * on those before or beside it.
     */
    Refiner frozen();

    /**
     * A refiner that knows what this one knows now, to refine a part of the next mini-batch, here or on another
     * instance; this one stays as it is.
     */
    default Refiner ofPart() {
        return this;
    }

    /** What it has learned from the part refined last; empty if it learns nothing. */
    default double[] learned() {
        return new double[0];
    }

    /** Gives psi* that others have refined what {@link #refine} here would have given it and they need not send. */
    default VariationalParameters complete(VariationalParameters ofParts) {
        return ofParts;
    }

    /** Takes what others have learned, in place of refining a mini-batch itself; {@link #keep} remembers it. */
    default void learn(double[] learned) {}

    /** Memory that it holds from one mini-batch to the next, bytes. */
    long memoryBytes();

    /** What the refiner remembers from one mini-batch to the next. */
    void visitState(StateVisitor visitor);
}
