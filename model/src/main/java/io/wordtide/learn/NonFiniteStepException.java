package io.wordtide.learn;

import io.wordtide.dlgm.Elbo;

/**
 * A learning step found a bound that is not finite, before it changed any parameter; or it gave the learner's state a
 * number that is not finite, and the learner must be restored or discarded.
 */
public final class NonFiniteStepException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private NonFiniteStepException(String message) {
        super(message);
    }

    /** Found in an array of the state, at this index. */
    NonFiniteStepException(String array, int index, double found) {
        this("expected finite numbers in " + array + " after the step, found " + found + " at index " + index);
    }

    static void requireFinite(String what, Elbo elbo) {
        double[] perDocument = elbo.perDocument();
        for (int d = 0; d < perDocument.length; d++) {
            if (!Double.isFinite(perDocument[d])) {
                throw new NonFiniteStepException("expected a finite ELBO at " + what + ", found " + perDocument[d]
                        + " for document " + d + " of those with a known word in the mini-batch");
            }
        }
    }
}
