package io.wordtide.refine;

import io.wordtide.dlgm.Elbo;
import io.wordtide.dlgm.MiniBatch;
import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.snapshot.StateVisitor;

/**
 * Refinement to convergence: rounds of Adam with ever smaller steps, for measurements. Its result is as good as
 * independent Gaussians can be for a document, and shows how much of a bound the inference network loses.
 *
 * <p>Ends when a round has raised the mean bound, under the same noise, by less than a ten-thousandth of it. A document
 * whose bound a round did not raise stays as it was. Not thread-safe.
 */
public final class ConvergedRefiner implements Refiner {

    private static final int STEPS_PER_ROUND = 100;
    private static final int MAXIMUM_ROUNDS = 6;
    private static final double FIRST_RATE = 0.03;
    private static final double RATE_DECAY = 0.6;
    private static final double LEAST_RELATIVE_GAIN = 1e-4;

    @Override
    public VariationalParameters refine(MiniBatch miniBatch, VariationalParameters start, SeededNoise noise) {
        Matrix boundNoise = noise.part(0).gaussian(miniBatch.size(), start.latentSize());
        VariationalParameters psi = start.copy();
        Elbo elbo = Elbo.evaluate(miniBatch, psi, boundNoise, true);
        double rate = FIRST_RATE;
        for (int round = 1; round <= MAXIMUM_ROUNDS; round++) {
            VariationalParameters next =
                    new AdamRefiner(STEPS_PER_ROUND, rate).refine(miniBatch, psi, noise.part(round));
            next.undoWhereLower(psi, elbo, Elbo.evaluate(miniBatch, next, boundNoise, true));
            Elbo nextElbo = Elbo.evaluate(miniBatch, next, boundNoise, true);
            double gain = nextElbo.sum() - elbo.sum();
            psi = next;
            elbo = nextElbo;
            rate *= RATE_DECAY;
            if (gain < LEAST_RELATIVE_GAIN * Math.abs(elbo.sum())) {
                break;
            }
        }
        return psi;
    }

    @Override
    public void keep() {
        // nothing outlives a mini-batch
    }

    /** {@inheritDoc} This is the maximum. */
    @Override
    public int stepCount() {
        return MAXIMUM_ROUNDS * STEPS_PER_ROUND;
    }

    @Override
    public Refiner frozen() {
        return this;
    }

    @Override
    public long memoryBytes() {
        return 0;
    }

    @Override
    public void visitState(StateVisitor visitor) {
        // nothing outlives a mini-batch
    }
}
