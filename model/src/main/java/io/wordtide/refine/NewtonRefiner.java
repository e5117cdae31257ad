package io.wordtide.refine;

import io.wordtide.dlgm.DocumentBlock;
import io.wordtide.dlgm.MiniBatch;
import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.snapshot.StateVisitor;
import java.util.Arrays;

/**
 * Newton's method in the Fisher metric, for the log-linear model: two steps gain more than a hundred of Adam.
 *
 * <p>At z = mean, without noise, the gradient of document d and the shared Fisher matrix of a word are
 *
 * <pre>
 * g_d = W' (x_d - N_d mu_d) + d log p(mean_d) / dmean_d        [K]
 * F   = W' diag(mean mu) W - mean (W' mu_d)(W' mu_d)'          [K, K], running average over mini-batches
 * mean_d       += alpha_d (I + 4 N_d F)^-1 g_d
 * covariance_d  = (I + N_d F)^-1
 * </pre>
 *
 * The covariance is that of Laplace's approximation with the F of the mini-batches before, of which the parts of a round
 * know the same; it is written as variances along F's eigenvectors. The very first mini-batch has
 * 1 / (1 + N_d diag(F)) in place of it. One eigendecomposition serves all documents, which differ only in N_d. The factor 4 inflates the metric: F is an
 * average, and the optimum without noise lies farther out than that of the ELBO, so that a step which falls short
 * scores better than an exact one (measured on two streams: docs/benchmarks.md). alpha is 1 in the first step and the
 * Barzilai-Borwein length in that metric afterwards.
 *
 * <p>See: S. Amari, "Natural gradient works efficiently in learning", 1998; J. Barzilai, J. Borwein, "Two-point step
 * size gradient methods", 1988. Not thread-safe.
 */
public final class NewtonRefiner implements Refiner {

    private static final double OLD_FISHER_WEIGHT = 0.9;
    private static final double INFLATION = 4;
    private static final double SHORTEST_STEP = 0.1;
    private static final double LONGEST_STEP = 4;

    private final int stepCount;
    private final FisherMetric metric;

    public NewtonRefiner(int stepCount, int latentSize) {
        this(stepCount, new FisherMetric(latentSize, OLD_FISHER_WEIGHT));
    }

    private NewtonRefiner(int stepCount, FisherMetric metric) {
        this.stepCount = stepCount;
        this.metric = metric;
    }

    /** {@inheritDoc} Uses no noise. */
    @Override
    public VariationalParameters refine(MiniBatch miniBatch, VariationalParameters start, SeededNoise noise) {
        if (stepCount == 0) {
            return start.copy();
        }
        Matrix mean = start.mean().copy();
        Matrix gradient = firstGradient(miniBatch, mean);
        miniBatch.forEachBlock(block -> {
            BlockSteps steps = new BlockSteps(block, mean, gradient);
            steps.run();
            mean.setRows(block.first(), steps.mean);
        });
        return metric.gaussians(mean, miniBatch.documents());
    }

    @Override
    public void keep() {
        metric.keep();
    }

    @Override
    public int stepCount() {
        return stepCount;
    }

    @Override
    public Refiner frozen() {
        return metric.isFrozen() ? this : new NewtonRefiner(stepCount, metric.frozen());
    }

    @Override
    public Refiner ofPart() {
        return new NewtonRefiner(stepCount, metric.copy());
    }

    @Override
    public double[] learned() {
        return metric.current();
    }

    @Override
    public void learn(double[] learned) {
        metric.replace(learned);
    }

    @Override
    public VariationalParameters complete(VariationalParameters ofParts) {
        return metric.alongKeptAxes(ofParts);
    }

    @Override
    public long memoryBytes() {
        return metric.memoryBytes();
    }

    @Override
    public void visitState(StateVisitor visitor) {
        metric.visitState(visitor);
    }

    /** g of all documents, [B, K]; the pass also updates the metric with this mini-batch's probabilities. */
    private Matrix firstGradient(MiniBatch miniBatch, Matrix mean) {
        Matrix gradient = Matrix.zeros(mean.rows(), mean.columns());
        miniBatch.forEachBlock(block -> {
            Matrix blockMean = mean.rows(block.first(), block.size());
            Matrix blockGradient = Matrix.zeros(block.size(), mean.columns());
            if (metric.isFrozen()) {
                block.differentiate(blockMean, blockGradient);
            } else {
                block.differentiateAndKeep(blockMean, blockGradient);
            }
            block.prior().addGradient(blockMean, blockGradient);
            gradient.setRows(block.first(), blockGradient);
        });
        if (!metric.isFrozen()) {
            metric.update(miniBatch.latentFisher());
        }
        return gradient;
    }

    /** The steps of one block and the arrays they need; allocates nothing in a step. */
    private final class BlockSteps {

        private final DocumentBlock block;
        private final Matrix mean; // [n, K]
        private final Matrix direction; // [n, K]
        private final Matrix scratch; // [n, K]
        private final double[] lengths; // [n], alpha
        private Matrix gradient; // [n, K]
        private Matrix next; // [n, K]

        BlockSteps(DocumentBlock block, Matrix batchMean, Matrix batchGradient) {
            this.block = block;
            this.mean = batchMean.rows(block.first(), block.size());
            this.gradient = batchGradient.rows(block.first(), block.size());
            this.next = Matrix.zeros(mean.rows(), mean.columns());
            this.direction = Matrix.zeros(mean.rows(), mean.columns());
            this.scratch = Matrix.zeros(mean.rows(), mean.columns());
            this.lengths = new double[mean.rows()];
            Arrays.fill(lengths, 1);
        }

        void run() {
            for (int step = 1; step <= stepCount; step++) {
                metric.precondition(gradient, block.documents(), INFLATION, scratch, direction);
                move();
                if (step < stepCount) {
                    block.differentiate(mean, next);
                    block.prior().addGradient(mean, next);
                    updateLengths();
                    Matrix used = gradient;
                    gradient = next;
                    next = used;
                }
            }
        }

        private void move() {
            for (int d = 0; d < mean.rows(); d++) {
                float length = (float) lengths[d];
                for (int i = mean.rowStart(d); i < mean.rowStart(d + 1); i++) {
                    mean.values()[i] += length * direction.values()[i];
                }
            }
        }

        /**
         * Barzilai-Borwein: with s = alpha P g the last step and y = g - gNext, the length (s' P^-1 s) / (s' y) that
         * the secant gives; s' P^-1 s = alpha^2 direction' g. Unchanged if the curvature along s is not positive.
         */
        private void updateLengths() {
            for (int d = 0; d < lengths.length; d++) {
                double slope = 0;
                double curvature = 0;
                for (int i = gradient.rowStart(d); i < gradient.rowStart(d + 1); i++) {
                    slope += direction.values()[i] * gradient.values()[i];
                    curvature += direction.values()[i] * (gradient.values()[i] - next.values()[i]);
                }
                if (curvature > 0 && slope > 0) {
                    lengths[d] = Math.min(LONGEST_STEP, Math.max(SHORTEST_STEP, lengths[d] * slope / curvature));
                }
            }
        }
    }
}
