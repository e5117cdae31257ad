package io.wordtide.baseline;

import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.nn.Parameter;
import java.util.List;

/**
 * A distribution over K binary units given their inputs from outside, for each row independently:
 *
 * <pre>
 *   p(h) = prod_j p(h_j | h_1 .. h_j-1),   p(h_j = 1 | ...) = sigmoid(outside_j + sum_{i<j} R_ji h_i)
 * </pre>
 *
 * Factorial without R. Not thread-safe.
 */
final class BinaryLayer {

    private final int size;

    /** R, strictly below the diagonal; empty for a factorial layer. */
    private final List<Parameter> recurrent;

    private BinaryLayer(int size, List<Parameter> recurrent) {
        this.size = size;
        this.recurrent = recurrent;
    }

    static BinaryLayer factorial(int size) {
        return new BinaryLayer(size, List.of());
    }

    /** R starts at zero, so the layer starts out factorial. */
    static BinaryLayer autoregressive(String name, int size) {
        return new BinaryLayer(size, List.of(new Parameter(name + ".recurrent", size, size)));
    }

    List<Parameter> parameters() {
        return recurrent;
    }

    /** Values drawn for rows of outside inputs, [B, K]. */
    Matrix draw(Matrix outside, SeededNoise noise) {
        Matrix hidden = Matrix.zeros(outside.rows(), size);
        for (int row = 0; row < outside.rows(); row++) {
            SeededNoise ofRow = noise.part(row);
            for (int j = 0; j < size; j++) {
                double probability = BinaryUnits.sigmoid(input(outside, hidden, row, j));
                hidden.values()[hidden.rowStart(row) + j] = ofRow.uniform(j) < probability ? 1 : 0;
            }
        }
        return hidden;
    }

    /** log p(h) of each row, [B], nats. */
    double[] logProbabilities(Matrix outside, Matrix hidden) {
        double[] sums = new double[hidden.rows()];
        for (int row = 0; row < hidden.rows(); row++) {
            for (int j = 0; j < size; j++) {
                sums[row] += BinaryUnits.logProbability(hidden.get(row, j), input(outside, hidden, row, j));
            }
        }
        return sums;
    }

    /**
     * The derivative of sum_d scale_d log p(h_d) with respect to the outside inputs, [B, K]; that with respect to R is
     * added to its gradient.
     */
    Matrix accumulateGradients(Matrix outside, Matrix hidden, double[] scale) {
        Matrix dOutside = Matrix.zeros(hidden.rows(), size);
        for (int row = 0; row < hidden.rows(); row++) {
            for (int j = 0; j < size; j++) {
                double expected = BinaryUnits.sigmoid(input(outside, hidden, row, j));
                float derivative = (float) (scale[row] * (hidden.get(row, j) - expected));
                dOutside.values()[dOutside.rowStart(row) + j] = derivative;
                addRecurrentGradient(hidden, row, j, derivative);
            }
        }
        return dOutside;
    }

    private double input(Matrix outside, Matrix hidden, int row, int j) {
        double input = outside.get(row, j);
        for (Parameter r : recurrent) {
            for (int i = 0; i < j; i++) {
                input += r.value().get(j, i) * hidden.get(row, i);
            }
        }
        return input;
    }

    private void addRecurrentGradient(Matrix hidden, int row, int j, float derivative) {
        for (Parameter r : recurrent) {
            float[] gradient = r.gradient().values();
            int start = r.gradient().rowStart(j);
            for (int i = 0; i < j; i++) {
                gradient[start + i] += derivative * hidden.get(row, i);
            }
        }
    }
}
