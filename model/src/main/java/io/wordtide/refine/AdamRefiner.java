package io.wordtide.refine;

import io.wordtide.dlgm.DocumentBlock;
import io.wordtide.dlgm.MiniBatch;
import io.wordtide.dlgm.PsiGradient;
import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.nn.AdamMoments;
import io.wordtide.snapshot.StateVisitor;

/**
 * The paper's refinement: Adam ascends the ELBO, with fresh noise in each step.
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
    public VariationalParameters refine(MiniBatch miniBatch, VariationalParameters start, SeededNoise noise) {
        VariationalParameters refined = start.copy();
        miniBatch.forEachBlock(block -> {
            VariationalParameters psi = start.rows(block.first(), block.size());
            refine(block, psi, noise);
            refined.setRows(block.first(), psi);
        });
        return refined;
    }

    /** All steps of one block, in place: documents do not depend on each other. */
    private void refine(DocumentBlock block, VariationalParameters psi, SeededNoise noise) {
        AdamMoments mean = new AdamMoments(psi.mean().size(), BETA1, BETA2);
        AdamMoments logVariance = new AdamMoments(psi.mean().size(), BETA1, BETA2);
        PsiGradient gradient = new PsiGradient(block, psi.latentSize());
        Matrix stepNoise = Matrix.zeros(psi.documentCount(), psi.latentSize());
        for (int step = 1; step <= stepCount; step++) {
            noise.part(step).fillGaussian(stepNoise, block.first());
            VariationalParameters dPsi = gradient.at(psi, stepNoise);
            mean.ascend(psi.mean().values(), dPsi.mean().values(), learningRate);
            logVariance.ascend(psi.logVariance().values(), dPsi.logVariance().values(), learningRate);
        }
    }

    @Override
    public void keep() {
        // nothing outlives a mini-batch
    }

    @Override
    public int stepCount() {
        return stepCount;
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
