package io.wordtide.baseline;

import io.wordtide.linalg.Gemm;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.Workers;
import io.wordtide.nn.Parameter;
import io.wordtide.text.DocumentCounts;
import java.util.List;

/**
 * The words of a document, independent draws given its hidden units: p(v | h) = softmax_v(b_v + w_v'h).
 *
 * <p>Not thread-safe.
 */
final class WordLayer {

    private static final int DOCUMENTS_PER_PART = 25;

    private final Parameter weights; // [V, K]
    private final Parameter bias; // [1, V]
    private final Workers workers;

    WordLayer(int vocabularySize, int hiddenSize, SeededNoise initialNoise, double initialBound, Workers workers) {
        this.weights =
                new Parameter("words.weights", vocabularySize, hiddenSize).initialize(initialNoise, initialBound);
        this.bias = new Parameter("words.bias", 1, vocabularySize);
        this.workers = workers;
    }

    List<Parameter> parameters() {
        return List.of(weights, bias);
    }

    Matrix weights() {
        return weights.value();
    }

    Matrix bias() {
        return bias.value();
    }

    /** log p(x | h) of each document, [B], nats, without the multinomial coefficient. */
    double[] logLikelihoods(List<DocumentCounts> documents, Matrix hidden) {
        double[] result = new double[documents.size()];
        workers.forEachBlock(documents.size(), DOCUMENTS_PER_PART, (first, end) -> {
            Matrix logits = logits(hidden, first, end);
            for (int d = first; d < end; d++) {
                result[d] = expectedLogits(documents.get(d), logits, d - first);
            }
            double[] logNormalizers = SoftmaxRows.ofLogits(logits).logNormalizers();
            for (int d = first; d < end; d++) {
                result[d] -= documents.get(d).tokenCount() * logNormalizers[d - first];
            }
        });
        return result;
    }

    /**
     * As {@link #logLikelihoods}, and also adds the derivatives of their sum with respect to weights and bias, times
     * {@code scale}, to the gradients.
     */
    double[] accumulateGradients(List<DocumentCounts> documents, Matrix hidden, float scale) {
        double[] result = new double[documents.size()];
        Matrix dLogits = Matrix.zeros(documents.size(), weights.value().rows()); // [B, V]
        workers.forEachBlock(documents.size(), DOCUMENTS_PER_PART, (first, end) -> {
            Matrix logits = logits(hidden, first, end);
            for (int d = first; d < end; d++) {
                result[d] = expectedLogits(documents.get(d), logits, d - first);
            }
            SoftmaxRows words = SoftmaxRows.ofLogits(logits);
            for (int d = first; d < end; d++) {
                result[d] -= documents.get(d).tokenCount() * words.logNormalizers()[d - first];
                differentiate(documents.get(d), words, d - first, scale, dLogits, d);
            }
        });
        Gemm.transposedMultiplyAdd(dLogits, hidden, weights.gradient());
        dLogits.addColumnSumsTo(bias.gradient().values());
        return result;
    }

    private Matrix logits(Matrix hidden, int first, int end) {
        Matrix logits = Matrix.zeros(end - first, weights.value().rows());
        Gemm.multiplyTransposed(hidden.rows(first, end - first), weights.value(), logits);
        for (int row = 0; row < logits.rows(); row++) {
            int start = logits.rowStart(row);
            for (int v = 0; v < logits.columns(); v++) {
                logits.values()[start + v] += bias.value().values()[v];
            }
        }
        return logits;
    }

    /** sum_v x_v logit_v. */
    private static double expectedLogits(DocumentCounts document, Matrix logits, int row) {
        double sum = 0;
        for (int i = 0; i < document.rows().length; i++) {
            sum += document.counts()[i] * (double) logits.get(row, document.rows()[i]);
        }
        return sum;
    }

    /** dLogits = scale (x - N softmax). */
    private static void differentiate(
            DocumentCounts document, SoftmaxRows words, int row, float scale, Matrix dLogits, int d) {
        float perWeight = (float) (-scale * document.tokenCount() / words.sums()[row]);
        int from = words.weights().rowStart(row);
        int to = dLogits.rowStart(d);
        for (int v = 0; v < dLogits.columns(); v++) {
            dLogits.values()[to + v] = perWeight * words.weights().values()[from + v];
        }
        for (int i = 0; i < document.rows().length; i++) {
            dLogits.values()[to + document.rows()[i]] += scale * document.counts()[i];
        }
    }
}
