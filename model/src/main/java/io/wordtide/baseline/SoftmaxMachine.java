package io.wordtide.baseline;

import io.wordtide.linalg.Gemm;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.nn.Parameter;
import io.wordtide.text.DocumentCounts;
import java.util.List;

/**
 * The undirected model of words and K binary units, for documents of any length N:
 *
 * <pre>
 *   p(x, h) = exp( sum_v x_v b_v + N a'h + sum_v x_v w_v'h ) / Z_N
 *   p*(x)   = exp( sum_v x_v b_v ) prod_j (1 + exp(N a_j + sum_v x_v w_vj))     sum over h, not normalised
 *   p*_N(h) = exp(N f(h)),   f(h) = a'h + log sum_v exp(b_v + w_v'h)            sum over all sequences of N words
 * </pre>
 *
 * Given h the words are independent draws from a softmax, given x the units are independent. Forward passes are
 * thread-safe while no thread learns.
 */
final class SoftmaxMachine {

    private final Parameter weights; // [V, K]  w
    private final Parameter wordBias; // [1, V]  b
    private final Parameter hiddenBias; // [1, K]  a, of each token

    SoftmaxMachine(int vocabularySize, int hiddenSize, SeededNoise initialNoise, double initialBound) {
        this.weights =
                new Parameter("machine.weights", vocabularySize, hiddenSize).initialize(initialNoise, initialBound);
        this.wordBias = new Parameter("machine.wordBias", 1, vocabularySize);
        this.hiddenBias = new Parameter("machine.hiddenBias", 1, hiddenSize);
    }

    List<Parameter> parameters() {
        return List.of(weights, wordBias, hiddenBias);
    }

    Matrix weights() {
        return weights.value();
    }

    /** A copy of the weights, a row for each unit, [K, V]. */
    Matrix unitWeights() {
        Matrix transposed = Matrix.zeros(hiddenSize(), vocabularySize());
        for (int v = 0; v < vocabularySize(); v++) {
            for (int j = 0; j < hiddenSize(); j++) {
                transposed.values()[transposed.rowStart(j) + v] =
                        weights.value().get(v, j);
            }
        }
        return transposed;
    }

    Matrix wordBias() {
        return wordBias.value();
    }

    Matrix hiddenBias() {
        return hiddenBias.value();
    }

    int hiddenSize() {
        return weights.value().columns();
    }

    int vocabularySize() {
        return weights.value().rows();
    }

    /** Writes N a + sum_v x_v w_v to a row [K]. */
    void hiddenInput(DocumentCounts document, Matrix target, int row) {
        float[] input = target.values();
        int start = target.rowStart(row);
        for (int j = 0; j < hiddenSize(); j++) {
            input[start + j] = document.tokenCount() * hiddenBias.value().values()[j];
        }
        for (int i = 0; i < document.rows().length; i++) {
            int from = weights.value().rowStart(document.rows()[i]);
            float count = document.counts()[i];
            for (int j = 0; j < hiddenSize(); j++) {
                input[start + j] += count * weights.value().values()[from + j];
            }
        }
    }

    /** The words' distribution for each row of hidden values [M, K]. */
    SoftmaxRows wordsGiven(Matrix hidden) {
        Matrix logits = Matrix.zeros(hidden.rows(), vocabularySize()); // [M, V]
        logits.fillRows(wordBias.value().values());
        addProductWithTransposedWeights(hidden, logits);
        return SoftmaxRows.ofLogits(logits);
    }

    private void addProductWithTransposedWeights(Matrix hidden, Matrix logits) {
        Matrix product = Matrix.zeros(logits.rows(), logits.columns());
        Gemm.multiplyTransposed(hidden, weights.value(), product);
        for (int i = 0; i < logits.size(); i++) {
            logits.values()[i] += product.values()[i];
        }
    }

    /** f(h) of each row, nats per token. */
    double[] logFactorsPerToken(Matrix hidden, SoftmaxRows words) {
        double[] factors = words.logNormalizers().clone();
        for (int row = 0; row < factors.length; row++) {
            for (int j = 0; j < hiddenSize(); j++) {
                factors[row] += hiddenBias.value().values()[j] * hidden.get(row, j);
            }
        }
        return factors;
    }

    /** log p*(x), nats: for a sequence of words, so without the multinomial coefficient. */
    double logUnnormalized(DocumentCounts document) {
        Matrix input = Matrix.zeros(1, hiddenSize());
        hiddenInput(document, input, 0);
        double sum = 0;
        for (int i = 0; i < document.rows().length; i++) {
            sum += document.counts()[i] * (double) wordBias.value().values()[document.rows()[i]];
        }
        for (float value : input.values()) {
            sum += BinaryUnits.softplus(value);
        }
        return sum;
    }
}
