package io.wordtide.baseline;

import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.Workers;
import io.wordtide.snapshot.StateVisitor;

/**
 * The variational posterior of the topics, q(beta_k) = Dirichlet(lambda_k), one row for each word.
 *
 * <p>Not thread-safe.
 */
final class Topics {

    private static final int WORDS_PER_PART = 100;

    private final int topicCount;
    private final double eta;
    private final Workers workers;
    private final double[] lambda; // [V, K]
    private final double[] expExpectedLog; // [V, K]  exp(E[log beta]), of lambda

    Topics(int vocabularySize, int topicCount, double eta, Workers workers) {
        this.topicCount = topicCount;
        this.eta = eta;
        this.workers = workers;
        this.lambda = new double[vocabularySize * topicCount];
        this.expExpectedLog = new double[vocabularySize * topicCount];
    }

    /** About one token of each word in each topic, a tenth more or less, so that the topics are not all the same. */
    void initialize(SeededNoise noise) {
        Matrix gaussian = noise.gaussian(lambda.length / topicCount, topicCount);
        for (int i = 0; i < lambda.length; i++) {
            lambda[i] = Math.exp(0.1 * gaussian.values()[i]);
        }
        updateExpectations();
    }

    /**
     * One step of size {@code rate} towards eta + scale * statistics * exp(E[log beta]).
     *
     * @param statistics [V, K], from {@link TopicProportions#addStatistics}
     */
    void step(double[] statistics, double scale, double rate) {
        workers.forEachRange(lambda.length, (start, end) -> {
            for (int i = start; i < end; i++) {
                double target = eta + scale * statistics[i] * expExpectedLog[i];
                lambda[i] += rate * (target - lambda[i]);
            }
        });
        updateExpectations();
    }

    private void updateExpectations() {
        double[] totals = totals();
        double[] digammaOfTotals = new double[topicCount];
        for (int k = 0; k < topicCount; k++) {
            digammaOfTotals[k] = Digamma.of(totals[k]);
        }
        workers.forEachBlock(lambda.length / topicCount, WORDS_PER_PART, (first, end) -> {
            for (int i = first * topicCount; i < end * topicCount; i++) {
                expExpectedLog[i] = Math.exp(Digamma.of(lambda[i]) - digammaOfTotals[i % topicCount]);
            }
        });
    }

    /** Tokens of each topic, [K]. */
    private double[] totals() {
        double[] totals = new double[topicCount];
        for (int i = 0; i < lambda.length; i += topicCount) {
            for (int k = 0; k < topicCount; k++) {
                totals[k] += lambda[i + k];
            }
        }
        return totals;
    }

    /** exp(E[log beta]), [V, K]; a topic's sum is below 1. */
    double[] expExpectedLog() {
        return expExpectedLog;
    }

    /** E[beta], [V, K]; each topic sums to 1. */
    double[] mean() {
        double[] totals = totals();
        double[] mean = new double[lambda.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = lambda[i] / totals[i % topicCount];
        }
        return mean;
    }

    void visitState(StateVisitor visitor) {
        visitor.doubles("topics.lambda", lambda);
        // follows from lambda, by the same arithmetic and so with the same bits
        updateExpectations();
    }
}
