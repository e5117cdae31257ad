package io.wordtide.dlgm;

import io.wordtide.linalg.Exponential;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.Workers;
import java.util.Arrays;

/**
 * psi: mean and log variance of q(z given x) of each document of a mini-batch.
 *
 * @param mean [B, K]
 * @param logVariance [B, K], log sigma squared
 */
public record VariationalParameters(Matrix mean, Matrix logVariance) {

    private static final int DIMENSIONS_PER_PART = 50;

    public VariationalParameters {
        if (mean.rows() != logVariance.rows() || mean.columns() != logVariance.columns()) {
            throw new IllegalArgumentException(
                    "expected mean and log variance of one shape, found [%d, %d] and [%d, %d]"
                            .formatted(mean.rows(), mean.columns(), logVariance.rows(), logVariance.columns()));
        }
    }

    /** Zeros: the prior. */
    public static VariationalParameters prior(int documentCount, int latentSize) {
        return new VariationalParameters(
                Matrix.zeros(documentCount, latentSize), Matrix.zeros(documentCount, latentSize));
    }

    public int documentCount() {
        return mean.rows();
    }

    public int latentSize() {
        return mean.columns();
    }

    public VariationalParameters copy() {
        return new VariationalParameters(mean.copy(), logVariance.copy());
    }

    /** A copy of the rows of {@code count} documents from {@code first}. */
    public VariationalParameters rows(int first, int count) {
        return new VariationalParameters(mean.rows(first, count), logVariance.rows(first, count));
    }

    /** Overwrites the rows of the documents from {@code first} with those of {@code source}. */
    public void setRows(int first, VariationalParameters source) {
        mean.setRows(first, source.mean);
        logVariance.setRows(first, source.logVariance);
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
     * Overwrites a matrix with z = mean + sign * standardDeviation * noise, [B, K]; sign -1 gives the antithetic
     * partner.
     */
    public void fillLatent(Matrix standardDeviation, Matrix noise, float sign, Matrix target) {
        for (int i = 0; i < mean.size(); i++) {
            target.values()[i] = mean.values()[i] + sign * standardDeviation.values()[i] * noise.values()[i];
        }
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

    /** The contribution of one latent dimension to a document's KL divergence, nats. */
    double klToStandardNormal(int document, int dimension) {
        double m = mean.get(document, dimension);
        double logVar = logVariance.get(document, dimension);
        return 0.5 * (Math.exp(logVar) + m * m - 1 - logVar);
    }

    /** Number of latent dimensions whose KL divergence, the mean over the documents, exceeds {@code leastNats}. */
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
