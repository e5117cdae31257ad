package io.wordtide.baseline;

import io.wordtide.linalg.Exponential;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.text.DocumentCounts;
import java.util.Arrays;

/**
 * The distributions over words that rows of logits define, and draws from them.
 *
 * @param weights [M, V], exp(logit - the row's largest)
 * @param sums [M], of each row of weights, at least 1
 * @param logNormalizers [M], log sum_v exp(logit_v), nats
 */
record SoftmaxRows(Matrix weights, double[] sums, double[] logNormalizers) {

    /** Overwrites the logits with the weights. */
    static SoftmaxRows ofLogits(Matrix logits) {
        double[] sums = new double[logits.rows()];
        double[] logNormalizers = new double[logits.rows()];
        float[] values = logits.values();
        for (int row = 0; row < logits.rows(); row++) {
            int start = logits.rowStart(row);
            int end = logits.rowStart(row + 1);
            float largest = Float.NEGATIVE_INFINITY;
            for (int i = start; i < end; i++) {
                largest = Math.max(largest, values[i]);
            }
            logNormalizers[row] = largest; // log of the sum is added below
            for (int i = start; i < end; i++) {
                values[i] -= largest;
            }
        }
        Exponential.expInPlace(values, logits.size());
        for (int row = 0; row < logits.rows(); row++) {
            sums[row] = sum(values, logits.rowStart(row), logits.rowStart(row + 1));
            logNormalizers[row] += Math.log(sums[row]);
        }
        return new SoftmaxRows(logits, sums, logNormalizers);
    }

    /** Four sums side by side, because a single one would wait for each addition. */
    static double sum(float[] values, int start, int end) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = start;
        for (; i + 3 < end; i += 4) {
            sum0 += values[i];
            sum1 += values[i + 1];
            sum2 += values[i + 2];
            sum3 += values[i + 3];
        }
        for (; i < end; i++) {
            sum0 += values[i];
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }

    /** A document of words drawn from a row. */
    DocumentCounts draw(int row, int tokenCount, SeededNoise noise) {
        double[] cumulative = new double[weights.columns()];
        double sum = 0;
        for (int v = 0; v < cumulative.length; v++) {
            sum += weights.values()[weights.rowStart(row) + v];
            cumulative[v] = sum;
        }
        int[] counts = new int[cumulative.length];
        for (int i = 0; i < tokenCount; i++) {
            counts[firstAbove(cumulative, noise.uniform(i) * sum)]++;
        }
        return document(counts, tokenCount);
    }

    /** The first index whose value is above a threshold that lies below the last value; never that of a zero weight. */
    private static int firstAbove(double[] cumulative, double threshold) {
        int low = 0;
        int high = cumulative.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulative[middle] > threshold) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private static DocumentCounts document(int[] counts, int tokenCount) {
        int[] rows = new int[Math.min(tokenCount, counts.length)];
        int[] present = new int[rows.length];
        int size = 0;
        for (int v = 0; v < counts.length; v++) {
            if (counts[v] > 0) {
                rows[size] = v;
                present[size++] = counts[v];
            }
        }
        return new DocumentCounts(Arrays.copyOf(rows, size), Arrays.copyOf(present, size), tokenCount, 0);
    }
}
