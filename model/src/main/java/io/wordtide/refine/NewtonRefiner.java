package io.wordtide.refine;

import io.wordtide.dlgm.GenerativeModel;
import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.linalg.Gemm;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.Softmax;
import io.wordtide.snapshot.StateVisitor;
import io.wordtide.text.DocumentCounts;
import java.util.Arrays;
import java.util.List;

/**
 * Newton's method in the Fisher metric, for the log-linear model: two steps gain more than a hundred of Adam.
 *
 * <p>At z = mean, without noise, the gradient of document d and the shared Fisher matrix of a word are
 *
 * <pre>
 * g_d = W (x_d - N_d mu_d) - mean_d                          [K]
 * F   = W diag(mean_d mu_d) W' - mean_d (W mu_d)(W mu_d)'    [K, K], running average over mini-batches
 * mean_d       += alpha_d (I + 4 N_d F)^-1 g_d
 * logVariance_d = -log(1 + N_d diag(F))
 * </pre>
 *
 * One eigendecomposition serves all documents, which differ only in N_d. The factor 4 inflates the metric: F is an
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
    private final Gemm gemm;

    public NewtonRefiner(int stepCount, int latentSize, Gemm gemm) {
        this.stepCount = stepCount;
        this.metric = new FisherMetric(latentSize, OLD_FISHER_WEIGHT, gemm);
        this.gemm = gemm;
    }

    /** {@inheritDoc} Uses no noise. */
    @Override
    public VariationalParameters refine(
            GenerativeModel model, List<DocumentCounts> documents, VariationalParameters start, SeededNoise noise) {
        if (stepCount == 0) {
            return start.copy();
        }
        Matrix mean = start.mean().copy();
        Matrix observed = observedWeights(model, documents);
        Matrix gradient = gradient(model, documents, mean, observed, true);
        double[] stepLengths = new double[documents.size()];
        Arrays.fill(stepLengths, 1);
        for (int step = 1; step <= stepCount; step++) {
            Matrix direction = metric.precondition(gradient, documents, INFLATION);
            addScaledRows(mean, direction, stepLengths);
            if (step < stepCount) {
                Matrix next = gradient(model, documents, mean, observed, false);
                updateStepLengths(stepLengths, direction, gradient, next);
                gradient = next;
            }
        }
        return new VariationalParameters(mean, metric.logVariance(documents));
    }

    @Override
    public int stepCount() {
        return stepCount;
    }

    @Override
    public void visitState(StateVisitor visitor) {
        metric.visitState(visitor);
    }

    /** W x_d, [B, K]: constant during refinement, from the words the documents have. */
    private static Matrix observedWeights(GenerativeModel model, List<DocumentCounts> documents) {
        Matrix weights = model.outputWeights().value(); // [K, V]
        Matrix observed = Matrix.zeros(documents.size(), weights.rows());
        for (int d = 0; d < documents.size(); d++) {
            DocumentCounts document = documents.get(d);
            for (int k = 0; k < weights.rows(); k++) {
                int start = weights.rowStart(k);
                float sum = 0;
                for (int i = 0; i < document.rows().length; i++) {
                    sum += document.counts()[i] * weights.values()[start + document.rows()[i]];
                }
                observed.values()[observed.rowStart(d) + k] = sum;
            }
        }
        return observed;
    }

    /** W (x - N mu) - mean, [B, K]; optionally lets the metric see this mini-batch's probabilities first. */
    private Matrix gradient(
            GenerativeModel model, List<DocumentCounts> documents, Matrix mean, Matrix observed, boolean updateMetric) {
        Matrix probabilities = model.forward(mean).logits(); // [B, V]
        Softmax.probabilitiesInPlace(probabilities);
        Matrix gradient = Matrix.zeros(mean.rows(), mean.columns()); // [B, K] W mu_d, at first
        gemm.multiplyTransposed(probabilities, model.outputWeights().value(), gradient);
        if (updateMetric) {
            metric.update(model.outputWeights().value(), probabilities, gradient);
        }
        for (int d = 0; d < mean.rows(); d++) {
            int tokenCount = documents.get(d).tokenCount();
            for (int i = mean.rowStart(d); i < mean.rowStart(d + 1); i++) {
                gradient.values()[i] = observed.values()[i] - tokenCount * gradient.values()[i] - mean.values()[i];
            }
        }
        return gradient;
    }

    /**
     * Barzilai-Borwein: with s = alpha P g the last step and y = g - gNext, the length (s' P^-1 s) / (s' y) that would
     * have met the secant; s' P^-1 s = alpha^2 direction' g. Kept where the curvature along s is not positive.
     */
    private static void updateStepLengths(double[] stepLengths, Matrix direction, Matrix gradient, Matrix next) {
        for (int d = 0; d < stepLengths.length; d++) {
            double slope = 0;
            double curvature = 0;
            for (int i = gradient.rowStart(d); i < gradient.rowStart(d + 1); i++) {
                slope += direction.values()[i] * gradient.values()[i];
                curvature += direction.values()[i] * (gradient.values()[i] - next.values()[i]);
            }
            if (curvature > 0 && slope > 0) {
                double length = stepLengths[d] * slope / curvature;
                stepLengths[d] = Math.min(LONGEST_STEP, Math.max(SHORTEST_STEP, length));
            }
        }
    }

    private static void addScaledRows(Matrix target, Matrix direction, double[] scales) {
        for (int d = 0; d < target.rows(); d++) {
            float scale = (float) scales[d];
            for (int i = target.rowStart(d); i < target.rowStart(d + 1); i++) {
                target.values()[i] += scale * direction.values()[i];
            }
        }
    }
}
