package io.wordtide.refine;

import io.wordtide.dlgm.Elbo;
import io.wordtide.dlgm.GenerativeModel;
import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.nn.AdamMoments;
import io.wordtide.snapshot.StateVisitor;
import io.wordtide.text.DocumentCounts;
import java.util.List;

/**
 * The paper's refinement: steps of Adam up the ELBO, fresh noise each step.
 *
 * <p>beta1 is 0.1, beta2 0.999: the authors' code swaps the meaning of beta1 and so has the equivalent of 0.1 in this
 * loop. Moments start from zero for each mini-batch. See: Krishnan and Hoffman 2016, algorithm 1. Not thread-safe.
 */
public final class AdamRefiner implements Refiner {

    private static final double BETA1 = 0.1;
    private static final double BETA2 = 0.999;

    private final int stepCount;
    private final double learningRate;

    public AdamRefiner(int stepCount, double learningRate) {
        this.stepCount = stepCount;
        this.learningRate = learningRate;
    }

    @Override
    public VariationalParameters refine(
            GenerativeModel model, List<DocumentCounts> documents, VariationalParameters start, SeededNoise noise) {
        VariationalParameters psi = start.copy();
        AdamMoments mean = new AdamMoments(psi.mean().size(), BETA1, BETA2);
        AdamMoments logVariance = new AdamMoments(psi.mean().size(), BETA1, BETA2);
        for (int step = 1; step <= stepCount; step++) {
            VariationalParameters dPsi = VariationalParameters.prior(psi.documentCount(), psi.latentSize());
            Matrix stepNoise = noise.part(step).gaussian(psi.documentCount(), psi.latentSize());
            Elbo.differentiateByPsi(model, documents, psi, stepNoise, false, dPsi);
            mean.ascend(psi.mean().values(), dPsi.mean().values(), learningRate, 0);
            logVariance.ascend(psi.logVariance().values(), dPsi.logVariance().values(), learningRate, 0);
        }
        return psi;
    }

    @Override
    public int stepCount() {
        return stepCount;
    }

    @Override
    public void visitState(StateVisitor visitor) {
        // nothing outlives a mini-batch
    }
}
