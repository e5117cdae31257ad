package io.wordtide.baseline;

import io.wordtide.snapshot.StateVisitor;
import java.util.Arrays;
import org.apache.commons.math3.special.Gamma;

/**
 * The prior of the documents' topic proportions, Dirichlet(alpha) with an alpha of its own for each topic, learned from
 * the documents' E[log theta]. Learning climbs the part of the bound that contains alpha, nats per document:
 *
 * <pre>
 *   log Gamma(sum alpha) - sum_k log Gamma(alpha_k) + sum_k (alpha_k - 1) E[log theta_k]
 * </pre>
 *
 * <p>whose Hessian matrix is a diagonal plus a constant, so that a Newton step takes time linear in K.
 *
 * <p>See: D. Blei, A. Ng, M. Jordan, "Latent Dirichlet allocation", JMLR 2003, appendices A.2 and A.4.2; H. Wallach, D.
 * Mimno, A. McCallum, "Rethinking LDA: why priors matter", NIPS 2009, for why topics should differ in it. Deviation: a
 * step subtracts at most half of an alpha, because Newton's method overshoots zero where alpha is small. Not
 * thread-safe.
 */
final class TopicPrior {

    /** Below this, exp(digamma) leaves the range of a double. */
    static final double MINIMUM = 0.002;

    private final double[] alpha; // [K]

    /** The same for every topic. */
    TopicPrior(int topicCount, double initialAlpha) {
        this.alpha = new double[topicCount];
        Arrays.fill(alpha, initialAlpha);
    }

    /**
     * One Newton step, shortened to {@code rate} of its length.
     *
     * @param meanExpectedLog E[log theta], a mean over documents, [K]
     */
    void step(double[] meanExpectedLog, double rate) {
        if (alpha.length == 1) {
            return; // a single topic's share is 1 whatever alpha is, and the Hessian matrix is 0
        }
        double[] gradient = gradient(meanExpectedLog);
        double weightedSum = 0;
        double weightSum = -1 / Gamma.trigamma(Arrays.stream(alpha).sum());
        for (int k = 0; k < alpha.length; k++) {
            double trigamma = Gamma.trigamma(alpha[k]);
            weightedSum += gradient[k] / trigamma;
            weightSum += 1 / trigamma;
        }
        for (int k = 0; k < alpha.length; k++) {
            double newton = (gradient[k] - weightedSum / weightSum) / Gamma.trigamma(alpha[k]);
            alpha[k] = Math.max(Math.max(MINIMUM, alpha[k] / 2), alpha[k] + rate * newton);
        }
    }

    /** Gradient of the bound per document with respect to alpha, [K]. */
    double[] gradient(double[] meanExpectedLog) {
        double digammaOfSum = Digamma.of(Arrays.stream(alpha).sum());
        double[] gradient = new double[alpha.length];
        for (int k = 0; k < alpha.length; k++) {
            gradient[k] = digammaOfSum - Digamma.of(alpha[k]) + meanExpectedLog[k];
        }
        return gradient;
    }

    /** alpha [K]. */
    double[] alpha() {
        return alpha;
    }

    void visitState(StateVisitor visitor) {
        visitor.doubles("topicPrior.alpha", alpha);
    }
}
