package io.wordtide.baseline;

import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;

/** Units that are 1 with probability sigmoid(input), and 0 otherwise. Stateless, thread-safe. */
final class BinaryUnits {

    private BinaryUnits() {}

    static double sigmoid(double input) {
        return 1 / (1 + Math.exp(-input));
    }

    /** log(1 + exp(input)), without overflow: the log of the sum over both values of a unit. */
    static double softplus(double input) {
        return Math.max(input, 0) + Math.log1p(Math.exp(-Math.abs(input)));
    }

    /** log probability of a unit's value, nats. */
    static double logProbability(float value, double input) {
        return value * input - softplus(input);
    }

    /** Overwrites a row of inputs with values drawn from them. */
    static void drawInPlace(Matrix inputs, int row, SeededNoise noise) {
        for (int j = 0; j < inputs.columns(); j++) {
            int i = inputs.rowStart(row) + j;
            inputs.values()[i] = noise.uniform(j) < sigmoid(inputs.values()[i]) ? 1 : 0;
        }
    }
}
