package io.wordtide.linalg;

/**
 * Softmax and log-sum-exp along rows: mu_v = exp(gamma_v) / sum_w exp(gamma_w).
 *
 * <p>The row's maximum is subtracted before exponentiating, which protects against overflow for logits of any size.
 * Sums are accumulated in double, in four lanes whose order is fixed, so results do not depend on the compiler.
 * Stateless, thread-safe.
 */
public final class Softmax {

    private Softmax() {}

    /**
     * Turns a row of logits into unnormalised weights exp(logit - max) in place.
     *
     * @return what makes probabilities of the weights
     */
    public static Normaliser weightsInPlace(float[] logits, int start, int length) {
        float max = max(logits, start, length);
        Exponential.expInPlace(logits, start, length, max);
        double sum = sum(logits, start, length);
        return new Normaliser(max + Math.log(sum), (float) (1 / sum));
    }

    /** Turns each row of logits into probabilities in place; returns log sum exp of each row, nats. */
    public static double[] probabilitiesInPlace(Matrix logits) {
        double[] logNormalisers = new double[logits.rows()];
        for (int row = 0; row < logits.rows(); row++) {
            int start = logits.rowStart(row);
            Normaliser normaliser = weightsInPlace(logits.values(), start, logits.columns());
            scale(logits.values(), start, logits.columns(), normaliser.weightToProbability());
            logNormalisers[row] = normaliser.logSumExp();
        }
        return logNormalisers;
    }

    /** values[i] *= factor for {@code length} elements from {@code start}. */
    public static void scale(float[] values, int start, int length, float factor) {
        for (int i = start; i < start + length; i++) {
            values[i] *= factor;
        }
    }

    private static float max(float[] values, int start, int length) {
        float a = Float.NEGATIVE_INFINITY;
        float b = Float.NEGATIVE_INFINITY;
        int end = start + length;
        int i = start;
        for (; i + 1 < end; i += 2) {
            a = values[i] > a ? values[i] : a;
            b = values[i + 1] > b ? values[i + 1] : b;
        }
        if (i < end) {
            a = values[i] > a ? values[i] : a;
        }
        return a > b ? a : b;
    }

    private static double sum(float[] values, int start, int length) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int end = start + length;
        int i = start;
        for (; i + 3 < end; i += 4) {
            a += values[i];
            b += values[i + 1];
            c += values[i + 2];
            d += values[i + 3];
        }
        for (; i < end; i++) {
            a += values[i];
        }
        return (a + b) + (c + d);
    }

    /**
     * What the weights of a row sum up to.
     *
     * @param logSumExp log sum_v exp(logit_v), nats
     * @param weightToProbability factor from weight to probability
     */
    public record Normaliser(double logSumExp, float weightToProbability) {}
}
