package io.wordtide.dlgm;

import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import java.util.Arrays;

/**
 * How probable further tokens of documents are under the posterior mean of mu(z), E_q[mu(z)], estimated from samples of
 * q in antithetic pairs:
 *
 * <pre>
 * log p_d = sum_v count_dv log( mean over samples of mu_v(z) ),   z = mean +- sigma noise       nats
 * </pre>
 *
 * Each token is predicted by itself, from q alone; the other tokens are not used. Unlike the bound, an estimate, whose
 * error decreases with the samples.
 */
public final class PosteriorPredictive {

    private PosteriorPredictive() {}

    /**
     * log p of each document, [B], nats.
     *
     * @param tokens the tokens to predict, not those that psi was found from
     * @param psi of the same documents
     * @param pairCount pairs of samples, at least 1
     */
    public static double[] logProbabilities(
            MiniBatch tokens, VariationalParameters psi, SeededNoise noise, int pairCount) {
        double[] logProbabilities = new double[tokens.size()];
        tokens.forEachBlock(block -> {
            double[][] logSums = logSums(block, psi.rows(block.first(), block.size()), noise, pairCount);
            for (int d = 0; d < block.size(); d++) {
                int[] counts = block.documents().get(d).counts();
                for (int i = 0; i < counts.length; i++) {
                    logProbabilities[block.first() + d] += counts[i] * (logSums[d][i] - Math.log(2.0 * pairCount));
                }
            }
        });
        return logProbabilities;
    }

    /** log of the sum over the samples of mu_v(z), for each document and each of its words. */
    private static double[][] logSums(
            DocumentBlock block, VariationalParameters psi, SeededNoise noise, int pairCount) {
        Matrix standardDeviation = Matrix.zeros(block.size(), psi.latentSize());
        psi.fillStandardDeviation(standardDeviation);
        Matrix pairNoise = Matrix.zeros(block.size(), psi.latentSize());
        Matrix latent = Matrix.zeros(block.size(), psi.latentSize());
        double[][] logSums = block.documents().stream()
                .map(document -> filled(document.rows().length, Double.NEGATIVE_INFINITY))
                .toArray(double[][]::new);
        for (int pair = 0; pair < pairCount; pair++) {
            noise.part(pair).fillGaussian(pairNoise, block.first());
            for (float sign : new float[] {1, -1}) {
                psi.fillLatent(standardDeviation, pairNoise, sign, latent);
                block.evaluate(latent);
                for (int d = 0; d < logSums.length; d++) {
                    addInPlace(logSums[d], block.wordLogProbabilities(d));
                }
            }
        }
        return logSums;
    }

    private static double[] filled(int length, double value) {
        double[] values = new double[length];
        Arrays.fill(values, value);
        return values;
    }

    /** log(exp(sum) + exp(value)) of each pair: probabilities of improbable words would underflow. */
    private static void addInPlace(double[] logSums, double[] logValues) {
        for (int i = 0; i < logSums.length; i++) {
            double greater = Math.max(logSums[i], logValues[i]);
            logSums[i] = greater + Math.log1p(Math.exp(Math.min(logSums[i], logValues[i]) - greater));
        }
    }
}
