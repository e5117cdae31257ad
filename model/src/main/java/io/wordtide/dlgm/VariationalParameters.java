package io.wordtide.dlgm;

import io.wordtide.linalg.Exponential;
import io.wordtide.linalg.Gemm;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * psi: the Gaussian q(z given x) of each document of a mini-batch.
 *
 * <p>As the inference network proposes it, z = mean + sigma noise, and dimensions are independent. A turned one has
 * variances along other axes, z = mean + A (sigma noise) with orthonormal A, which gives it a covariance: the axes are
 * the same for all documents. Its divergence from N(0, I), which looks the same from everywhere, has the same formula.
 *
 * @param mean [B, K]
 * @param logVariance [B, K], log sigma squared
 * @param turned whether logVariance is along the axes, [B]
 * @param axes A, [K, K], in columns; null if it has yet to be given with {@link #along}, or no document needs it
 */
public record VariationalParameters(
        Matrix mean,
        Matrix logVariance,
        boolean[] turned,
        @Nullable Matrix axes) {

    private static final int DIMENSIONS_PER_PART = 50;

    public VariationalParameters {
        if (mean.rows() != logVariance.rows() || mean.columns() != logVariance.columns()) {
            throw new IllegalArgumentException(
                    "expected mean and log variance of one shape, found [%d, %d] and [%d, %d]"
                            .formatted(mean.rows(), mean.columns(), logVariance.rows(), logVariance.columns()));
        }
        if (turned.length != mean.rows()) {
            throw new IllegalArgumentException(
                    "expected a flag for each of " + mean.rows() + " documents, found " + turned.length);
        }
    }

    /** With independent dimensions. */
    public VariationalParameters(Matrix mean, Matrix logVariance) {
        this(mean, logVariance, new boolean[mean.rows()], null);
    }

    /** Zeros: N(0, I). */
    public static VariationalParameters prior(int documentCount, int latentSize) {
        return new VariationalParameters(
                Matrix.zeros(documentCount, latentSize), Matrix.zeros(documentCount, latentSize));
    }

    /** Gaussians with variances along the given axes, [K, K], in columns. */
    public static VariationalParameters along(Matrix axes, Matrix mean, Matrix logVariance) {
        boolean[] turned = new boolean[mean.rows()];
        Arrays.fill(turned, true);
        return new VariationalParameters(mean, logVariance, turned, axes);
    }

    /** The documents of several mini-batches, at least one, in order; the axes are those of the first that has any. */
    public static VariationalParameters concatenate(List<VariationalParameters> parts) {
        int documentCount =
                parts.stream().mapToInt(VariationalParameters::documentCount).sum();
        Matrix axes = parts.stream()
                .map(VariationalParameters::axes)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        VariationalParameters empty = prior(documentCount, parts.get(0).latentSize());
        VariationalParameters all =
                new VariationalParameters(empty.mean, empty.logVariance, new boolean[documentCount], axes);
        int first = 0;
        for (VariationalParameters part : parts) {
            all.setRows(first, part);
            first += part.documentCount();
        }
        return all;
    }

    /** The same with these axes, [K, K], in columns. Not copied. */
    public VariationalParameters along(Matrix otherAxes) {
        return new VariationalParameters(mean, logVariance, turned, otherAxes);
    }

    public int documentCount() {
        return mean.rows();
    }

    public int latentSize() {
        return mean.columns();
    }

    public VariationalParameters copy() {
        return new VariationalParameters(mean.copy(), logVariance.copy(), turned.clone(), axes);
    }

    /** A copy of the rows of {@code count} documents from {@code first}. */
    public VariationalParameters rows(int first, int count) {
        return new VariationalParameters(
                mean.rows(first, count),
                logVariance.rows(first, count),
                Arrays.copyOfRange(turned, first, first + count),
                axes);
    }

    /** Overwrites the rows of the documents from {@code first} with those of {@code source}; keeps the axes. */
    public void setRows(int first, VariationalParameters source) {
        mean.setRows(first, source.mean);
        logVariance.setRows(first, source.logVariance);
        System.arraycopy(source.turned, 0, turned, first, source.turned.length);
    }

    /** Restores {@code start} for the documents whose bound here is not at least what it was there. */
    public void undoWhereLower(VariationalParameters start, Elbo atStart, Elbo here) {
        for (int d = 0; d < documentCount(); d++) {
            if (!(here.of(d) >= atStart.of(d))) {
                setRows(d, start.rows(d, 1));
            }
        }
    }

    /** Multiplies each document's row by its own factor, [B]; for derivatives. */
    public void scaleRows(float[] factors) {
        for (int d = 0; d < documentCount(); d++) {
            for (int i = mean.rowStart(d); i < mean.rowStart(d + 1); i++) {
                mean.values()[i] *= factors[d];
                logVariance.values()[i] *= factors[d];
            }
        }
    }

    /** Overwrites a matrix with sigma = exp(logVariance / 2), [B, K]. */
    public void fillStandardDeviation(Matrix target) {
        for (int i = 0; i < logVariance.size(); i++) {
            target.values()[i] = 0.5f * logVariance.values()[i];
        }
        Exponential.expInPlace(target.values(), logVariance.size());
    }

    /**
     * Overwrites a matrix with z = mean + sign * standardDeviation * noise, along the axes if turned, [B, K]; sign -1
     * gives the antithetic partner.
     */
    public void fillLatent(Matrix standardDeviation, Matrix noise, float sign, Matrix target) {
        for (int i = 0; i < mean.size(); i++) {
            target.values()[i] = sign * standardDeviation.values()[i] * noise.values()[i];
        }
        if (isAnyTurned()) {
            turn(target);
        }
        for (int i = 0; i < mean.size(); i++) {
            target.values()[i] += mean.values()[i];
        }
    }

    /** Multiplies the rows of turned documents by the axes. */
    private void turn(Matrix deviation) {
        Matrix along = Matrix.zeros(mean.rows(), mean.columns());
        Gemm.multiplyTransposed(deviation, requireAxes(), along);
        copyRows(true, along, deviation);
    }

    boolean isAnyTurned() {
        return isAny(true);
    }

    private boolean isAny(boolean isTurned) {
        for (boolean flag : turned) {
            if (flag == isTurned) {
                return true;
            }
        }
        return false;
    }

    private Matrix requireAxes() {
        return Objects.requireNonNull(axes, "expected the axes of turned Gaussians, found none; along() gives them");
    }

    /**
     * The Gaussians with independent dimensions and the same variance in each, which are the closest in KL(q || marginal)
     * of that kind; this object if none is turned.
     */
    public VariationalParameters marginal() {
        if (!isAnyTurned()) {
            return this;
        }
        Matrix marginal = Matrix.zeros(documentCount(), latentSize());
        for (int d = 0; d < documentCount(); d++) {
            System.arraycopy(marginalLogVariance(d), 0, marginal.values(), marginal.rowStart(d), latentSize());
        }
        return new VariationalParameters(mean, marginal);
    }

    /**
     * As {@link #marginal}, in the space of z R.
     *
     * @param rotation R, orthogonal, [K, K]
     */
    public VariationalParameters marginalIn(Matrix rotation) {
        Matrix means = Matrix.zeros(documentCount(), latentSize());
        Gemm.multiply(mean, rotation, means);
        Matrix marginal = Matrix.zeros(documentCount(), latentSize());
        if (isAny(true)) {
            copyRows(true, logVariancesAlong(rotation, requireAxes()), marginal);
        }
        if (isAny(false)) {
            copyRows(false, logVariancesAlong(rotation, Matrix.identity(latentSize())), marginal);
        }
        return new VariationalParameters(means, marginal);
    }

    /** Copies the rows of the documents that are turned, or of those that are not. */
    private void copyRows(boolean isTurned, Matrix source, Matrix target) {
        for (int d = 0; d < documentCount(); d++) {
            if (turned[d] == isTurned) {
                System.arraycopy(
                        source.values(), source.rowStart(d), target.values(), target.rowStart(d), latentSize());
            }
        }
    }

    /** The log variances of z R, log sum_j ((R'A)_kj sigma_j)^2, as if all documents had their variances along axes A. */
    private Matrix logVariancesAlong(Matrix rotation, Matrix along) {
        Matrix squaredCosines = Matrix.zeros(latentSize(), latentSize());
        Gemm.transposedMultiply(rotation, along, squaredCosines);
        for (int i = 0; i < squaredCosines.size(); i++) {
            squaredCosines.values()[i] *= squaredCosines.values()[i];
        }
        Matrix variances = logVariance.copy();
        Exponential.expInPlace(variances.values(), variances.size());
        Matrix logVariances = Matrix.zeros(documentCount(), latentSize());
        Gemm.multiplyTransposed(variances, squaredCosines, logVariances);
        for (int i = 0; i < logVariances.size(); i++) {
            logVariances.values()[i] = (float) Math.log(logVariances.values()[i]);
        }
        return logVariances;
    }

    /** The log variance of each dimension of document d, [K]; of dimension k, log sum_j (A_kj sigma_j)^2. */
    private float[] marginalLogVariance(int document) {
        float[] own = logVariance.row(document);
        if (!turned[document]) {
            return own;
        }
        double[] variance = new double[latentSize()];
        for (int j = 0; j < variance.length; j++) {
            variance[j] = Math.exp(own[j]);
        }
        Matrix along = requireAxes();
        float[] marginal = new float[latentSize()];
        for (int k = 0; k < marginal.length; k++) {
            double sum = 0;
            for (int j = 0; j < variance.length; j++) {
                double cosine = along.get(k, j);
                sum += cosine * cosine * variance[j];
            }
            marginal[k] = (float) Math.log(sum);
        }
        return marginal;
    }

    /** KL(q || N(0, I)) = 1/2 sum_k (exp(logVariance) + mean^2 - 1 - logVariance) of each document, nats; [B]. */
    public double[] klToStandardNormal() {
        double[] sums = new double[documentCount()];
        fillKlToStandardNormal(sums, 0, sums.length);
        return sums;
    }

    /** As {@link #klToStandardNormal()}, for {@code count} documents from {@code first} alone. */
    void fillKlToStandardNormal(double[] target, int first, int count) {
        for (int d = first; d < first + count; d++) {
            double sum = 0;
            for (int k = 0; k < latentSize(); k++) {
                sum += klToStandardNormal(d, k);
            }
            target[d] = sum;
        }
    }

    /** What one of the document's variances, and the same component of its mean, contribute to its KL divergence, nats. */
    double klToStandardNormal(int document, int dimension) {
        double m = mean.get(document, dimension);
        double logVar = logVariance.get(document, dimension);
        return 0.5 * (Math.exp(logVar) + m * m - 1 - logVar);
    }

    /**
     * Number of latent dimensions whose own KL divergence, the mean over the documents, exceeds {@code leastNats}; for
     * Gaussians with independent dimensions.
     */
    public int activeLatentCount(double leastNats, Workers workers) {
        double[] sums = new double[latentSize()];
        workers.forEachBlock(sums.length, DIMENSIONS_PER_PART, (start, end) -> {
            for (int d = 0; d < documentCount(); d++) {
                for (int k = start; k < end; k++) {
                    sums[k] += klToStandardNormal(d, k);
                }
            }
        });
        return (int) Arrays.stream(sums)
                .filter(sum -> sum / documentCount() > leastNats)
                .count();
    }
}
