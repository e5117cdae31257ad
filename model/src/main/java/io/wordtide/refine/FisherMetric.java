package io.wordtide.refine;

import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.linalg.Gemm;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SymmetricEigen;
import io.wordtide.snapshot.StateVisitor;
import io.wordtide.text.DocumentCounts;
import java.util.Arrays;
import java.util.List;

/**
 * The Fisher information of one token about the latent, F = E[g g'] with g = d log mu_v(z) / dz and v drawn from mu(z),
 * averaged over documents and, with forgetting, over mini-batches; [K, K].
 *
 * <p>A document of N_d tokens has the posterior precision I + N_d F in this approximation. A mini-batch counts at once,
 * but is forgotten when the next one arrives before {@link #keep} was called. Not thread-safe, except for
 * {@link #precondition}.
 */
final class FisherMetric {

    private final int latentSize;
    private final double oldWeight;
    private double[] kept; // [K, K], row-major, before the latest mini-batch
    private double[] fisher; // [K, K], row-major, with the latest mini-batch
    private Decomposition decomposition; // of fisher, if it was updated here
    private Decomposition keptDecomposition; // of kept, once it was needed
    private long updateCount;
    private boolean frozen;

    /** @param oldWeight weight of the past in the running average, 0 to 1 */
    FisherMetric(int latentSize, double oldWeight) {
        this.latentSize = latentSize;
        this.oldWeight = oldWeight;
        this.kept = new double[latentSize * latentSize];
        this.fisher = kept;
        this.decomposition =
                new Decomposition(kept.clone(), Matrix.zeros(latentSize, latentSize), new double[latentSize]);
        this.keptDecomposition = decomposition;
    }

    /**
     * Eigenvectors and eigenvalues, none below 0.
     *
     * @param of the matrix, [K, K], row-major
     * @param vectors [K, K], columns
     * @param values [K]
     */
    private record Decomposition(double[] of, Matrix vectors, double[] values) {}

    /** A copy that no longer changes; the copy of a metric that has seen nothing yet still does. */
    FisherMetric frozen() {
        FisherMetric copy = copy();
        copy.frozen = updateCount > 0;
        if (copy.frozen) {
            copy.decomposition = copy.keptDecomposition();
        }
        return copy;
    }

    /** A copy that continues from what is kept. */
    FisherMetric copy() {
        FisherMetric copy = new FisherMetric(latentSize, oldWeight);
        System.arraycopy(kept, 0, copy.kept, 0, kept.length);
        copy.updateCount = updateCount;
        copy.keptDecomposition = keptDecomposition();
        return copy;
    }

    /** The average with the latest mini-batch, [K, K], row-major; a copy. */
    double[] current() {
        return fisher.clone();
    }

    /** Takes an average with the latest mini-batch, [K, K], that others have computed. */
    void replace(double[] average) {
        fisher = average.clone();
    }

    /** Whether further mini-batches change nothing. */
    boolean isFrozen() {
        return frozen;
    }

    /** Adds F of a mini-batch, [K, K], to the average. */
    void update(Matrix current) {
        double[] values = new double[fisher.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = current.values()[i];
        }
        take(values);
    }

    /** Adds a mini-batch to the average by d log mu_v(z) / dz, [B, K], of a word drawn from each document's mu. */
    void updateFrom(Matrix wordGradients) {
        Matrix products = Matrix.zeros(latentSize, latentSize);
        Gemm.transposedMultiplyAdd(wordGradients, wordGradients, products);
        double[] current = new double[fisher.length];
        for (int i = 0; i < current.length; i++) {
            current[i] = (double) products.values()[i] / wordGradients.rows();
        }
        take(current);
    }

    /** Ignores values that are not finite, which cannot be decomposed. */
    private void take(double[] current) {
        boolean isFinite = Arrays.stream(current).allMatch(Double::isFinite);
        if (!frozen && (isFinite || fisher != kept)) {
            fisher = isFinite ? average(current) : kept;
            decomposition = decompose(fisher);
        }
    }

    private double[] average(double[] current) {
        double old = updateCount == 0 ? 0 : oldWeight;
        double[] average = new double[kept.length];
        for (int i = 0; i < average.length; i++) {
            average[i] = old * kept[i] + (1 - old) * current[i];
        }
        return average;
    }

    /** Keeps the latest mini-batch, whose step has not broken. */
    void keep() {
        if (fisher != kept) {
            kept = fisher;
            keptDecomposition = decomposition;
            updateCount++;
        }
    }

    /**
     * Overwrites {@code target} with (I + inflation N_d F)^-1 g_d for each row of the gradient, [n, K]; the gradient's
     * rows are those of the documents.
     *
     * @param scratch [n, K], overwritten
     */
    void precondition(
            Matrix gradient, List<DocumentCounts> documents, double inflation, Matrix scratch, Matrix target) {
        Gemm.multiply(gradient, decomposition.vectors(), scratch);
        for (int d = 0; d < scratch.rows(); d++) {
            double scale = inflation * documents.get(d).tokenCount();
            for (int k = 0; k < latentSize; k++) {
                scratch.values()[scratch.rowStart(d) + k] /=
                        (float) (1 + scale * decomposition.values()[k]);
            }
        }
        Gemm.multiplyTransposed(scratch, decomposition.vectors(), target);
    }

    /** Gaussians with the given means and the covariance (I + N_d F)^-1, F of the mini-batches kept; [B, K]. */
    VariationalParameters gaussians(Matrix mean, List<DocumentCounts> documents) {
        if (updateCount == 0) {
            return new VariationalParameters(mean, logVariance(documents));
        }
        Decomposition along = keptDecomposition();
        return VariationalParameters.along(along.vectors(), mean, logVariance(documents, along.values()));
    }

    /** The same Gaussians, whose axes are the eigenvectors of the F that is kept. */
    VariationalParameters alongKeptAxes(VariationalParameters psi) {
        return updateCount == 0 ? psi : psi.along(keptDecomposition().vectors());
    }

    /** -log(1 + N_d F_kk), the log variance of the Gaussian with that precision, factorised; [B, K]. */
    Matrix logVariance(List<DocumentCounts> documents) {
        double[] diagonal = new double[latentSize];
        for (int k = 0; k < latentSize; k++) {
            diagonal[k] = Math.max(0, fisher[k * latentSize + k]);
        }
        return logVariance(documents, diagonal);
    }

    /** @param information of a token along each axis, [K], none below 0 */
    private Matrix logVariance(List<DocumentCounts> documents, double[] information) {
        Matrix logVariance = Matrix.zeros(documents.size(), latentSize);
        for (int d = 0; d < documents.size(); d++) {
            for (int k = 0; k < latentSize; k++) {
                double precision = 1 + documents.get(d).tokenCount() * information[k];
                logVariance.values()[logVariance.rowStart(d) + k] = (float) -Math.log(precision);
            }
        }
        return logVariance;
    }

    /** Memory it holds, bytes. */
    long memoryBytes() {
        return (long) fisher.length * (2 * Double.BYTES + Float.BYTES);
    }

    /** The average of the mini-batches that were kept, and their count; the decomposition follows from them. */
    void visitState(StateVisitor visitor) {
        visitor.doubles("refiner.fisher", kept);
        updateCount = visitor.number("refiner.updateCount", updateCount);
    }

    /** Not part of the state: it follows from what is kept, which a restored state has changed. */
    private synchronized Decomposition keptDecomposition() {
        if (!Arrays.equals(keptDecomposition.of(), kept)) {
            keptDecomposition = decompose(kept);
        }
        return keptDecomposition;
    }

    private Decomposition decompose(double[] matrix) {
        SymmetricEigen eigen = SymmetricEigen.of(matrix, latentSize);
        double[] values = new double[latentSize];
        for (int k = 0; k < latentSize; k++) {
            values[k] = Math.max(0, eigen.values()[k]);
        }
        return new Decomposition(matrix.clone(), eigen.vectors(), values);
    }
}
