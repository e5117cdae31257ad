package io.wordtide.baseline;

import io.wordtide.text.DocumentCounts;
import java.util.Arrays;
import org.apache.commons.math3.special.Gamma;

/**
 * The variational posterior of one document's topic proportions, q(theta) = Dirichlet(gamma), with the topics held
 * fixed and given as weights w_kv: exp(E[log beta_kv]), or the topics' mean. Finds the fixed point of
 *
 * <pre>
 *   gamma_k = alpha_k + t_k sum_v x_v w_kv / norm_v       t_k = exp(E[log theta_k]),   norm_v = sum_k t_k w_kv
 * </pre>
 *
 * and the bound there, nats, with the best assignment of words to topics, of which only norm_v remains:
 *
 * <pre>
 *   sum_v x_v log norm_v - KL(Dirichlet(gamma) || Dirichlet(alpha))
 * </pre>
 *
 * <p>See: M. Hoffman, D. Blei, F. Bach, "Online learning for latent Dirichlet allocation", NIPS 2010, algorithm
 * 1. Starts with equal shares of all topics and so needs no noise. Not thread-safe.
 */
final class TopicProportions {

    private static final int MAXIMUM_ITERATIONS = 200;

    private final DocumentCounts document;
    private final int topicCount;
    private final double[] alpha; // [K]
    private final double[] wordWeights; // [n, K] of the document's n words
    private final double[] gamma; // [K]
    private final double[] expLogTheta; // [K]  t
    private final double[] shares; // [n]  x_v / norm_v
    private double logNormSum;

    /**
     * Fits gamma.
     *
     * @param weights [V, K], a row for each word
     * @param alpha of the prior, [K]
     * @param tolerance iterations stop when one moves no more than this share of the document's tokens
     */
    TopicProportions(DocumentCounts document, double[] weights, double[] alpha, double tolerance) {
        this.document = document;
        this.topicCount = alpha.length;
        this.alpha = alpha;
        this.wordWeights = rowsOf(document, weights, topicCount);
        this.gamma = new double[topicCount];
        this.expLogTheta = new double[topicCount];
        this.shares = new double[document.rows().length];
        fit(tolerance);
    }

    private static double[] rowsOf(DocumentCounts document, double[] weights, int topicCount) {
        int[] rows = document.rows();
        double[] local = new double[rows.length * topicCount];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(weights, rows[i] * topicCount, local, i * topicCount, topicCount);
        }
        return local;
    }

    private void fit(double tolerance) {
        Arrays.setAll(gamma, k -> alpha[k] + (double) document.tokenCount() / topicCount);
        updateExpectations();
        double movedTokens = Double.POSITIVE_INFINITY;
        for (int i = 0; i < MAXIMUM_ITERATIONS && movedTokens > tolerance * document.tokenCount(); i++) {
            movedTokens = updateGamma();
            updateExpectations();
        }
    }

    /** Computes t and what follows from it, from gamma. */
    private void updateExpectations() {
        double digammaOfSum = Digamma.of(Arrays.stream(gamma).sum());
        for (int k = 0; k < topicCount; k++) {
            expLogTheta[k] = Math.exp(Digamma.of(gamma[k]) - digammaOfSum);
        }
        logNormSum = 0;
        for (int i = 0; i < shares.length; i++) {
            double norm = dot(expLogTheta, wordWeights, i * topicCount);
            shares[i] = document.counts()[i] / norm;
            logNormSum += document.counts()[i] * Math.log(norm);
        }
    }

    /** Computes gamma from t; returns how many tokens changed their topic. */
    private double updateGamma() {
        double[] expectedShares = new double[topicCount];
        for (int i = 0; i < shares.length; i++) {
            double share = shares[i];
            int start = i * topicCount;
            for (int k = 0; k < topicCount; k++) {
                expectedShares[k] += share * wordWeights[start + k];
            }
        }
        double moved = 0;
        for (int k = 0; k < topicCount; k++) {
            double updated = alpha[k] + expLogTheta[k] * expectedShares[k];
            moved += Math.abs(updated - gamma[k]);
            gamma[k] = updated;
        }
        return moved / 2;
    }

    /** Four sums side by side, because a single one would wait for each addition. */
    private static double dot(double[] a, double[] b, int start) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int k = 0;
        for (; k + 3 < a.length; k += 4) {
            sum0 += a[k] * b[start + k];
            sum1 += a[k + 1] * b[start + k + 1];
            sum2 += a[k + 2] * b[start + k + 2];
            sum3 += a[k + 3] * b[start + k + 3];
        }
        for (; k < a.length; k++) {
            sum0 += a[k] * b[start + k];
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }

    /** The bound, nats. */
    double bound() {
        return logNormSum - klDivergence();
    }

    /** KL of q(theta) from the prior, nats. */
    private double klDivergence() {
        double gammaSum = Arrays.stream(gamma).sum();
        double digammaOfSum = Digamma.of(gammaSum);
        double kl =
                Gamma.logGamma(gammaSum) - Gamma.logGamma(Arrays.stream(alpha).sum());
        for (int k = 0; k < topicCount; k++) {
            kl += (gamma[k] - alpha[k]) * (Digamma.of(gamma[k]) - digammaOfSum)
                    + Gamma.logGamma(alpha[k])
                    - Gamma.logGamma(gamma[k]);
        }
        return kl;
    }

    /** gamma [K]. */
    double[] gamma() {
        return gamma;
    }

    /** E[theta], [K]. */
    double[] mean() {
        double sum = Arrays.stream(gamma).sum();
        return Arrays.stream(gamma).map(tokens -> tokens / sum).toArray();
    }

    /** Adds E[log theta] to {@code sums}, [K]. */
    void addExpectedLog(double[] sums) {
        double digammaOfSum = Digamma.of(Arrays.stream(gamma).sum());
        for (int k = 0; k < topicCount; k++) {
            sums[k] += Digamma.of(gamma[k]) - digammaOfSum;
        }
    }

    /**
     * Adds to statistics [V, K], in the columns from {@code firstTopic} to before {@code endTopic}, how often each word
     * came from each topic, except for the factor w_kv, which is the same in all documents.
     */
    void addStatistics(double[] statistics, int firstTopic, int endTopic) {
        for (int i = 0; i < shares.length; i++) {
            int start = document.rows()[i] * topicCount;
            for (int k = firstTopic; k < endTopic; k++) {
                statistics[start + k] += shares[i] * expLogTheta[k];
            }
        }
    }
}
