package io.wordtide.dlgm;

import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.Softmax;
import io.wordtide.text.DocumentCounts;
import java.util.List;

/**
 * The reconstruction term of given logits, and its derivative.
 *
 * <pre>
 * log p(x given z) = sum_v x_v gamma_v - N_d log sum_v exp(gamma_v)          nats, without the multinomial coefficient
 * d / d gamma_v    = x_v - N_d mu_v
 * </pre>
 *
 * <p>Both take the logits' array: afterwards it holds unnormalised weights or the derivative. Only the document's own
 * words are read for the first sum. Stateless, thread-safe.
 */
public final class Reconstruction {

    private Reconstruction() {}

    /** log p(x given z) of each document, nats, [B]; the logits [B, V] are used up. */
    public static double[] evaluate(Matrix logits, List<DocumentCounts> documents) {
        double[] reconstruction = new double[logits.rows()];
        for (int d = 0; d < reconstruction.length; d++) {
            double weighted = sumOfLogits(logits, d, documents.get(d));
            Softmax.Normaliser normaliser =
                    Softmax.weightsInPlace(logits.values(), logits.rowStart(d), logits.columns());
            reconstruction[d] = weighted - documents.get(d).tokenCount() * normaliser.logSumExp();
        }
        return reconstruction;
    }

    /** As {@link #evaluate}; the logits [B, V] become dLogits, x - N_d mu. */
    public static double[] evaluateAndDifferentiate(Matrix logits, List<DocumentCounts> documents) {
        double[] reconstruction = new double[logits.rows()];
        for (int d = 0; d < reconstruction.length; d++) {
            DocumentCounts document = documents.get(d);
            double weighted = sumOfLogits(logits, d, document);
            Softmax.Normaliser normaliser =
                    Softmax.weightsInPlace(logits.values(), logits.rowStart(d), logits.columns());
            reconstruction[d] = weighted - document.tokenCount() * normaliser.logSumExp();
            weightsToResidual(logits, d, document, normaliser.weightToProbability());
        }
        return reconstruction;
    }

    private static double sumOfLogits(Matrix logits, int d, DocumentCounts document) {
        int start = logits.rowStart(d);
        double sum = 0;
        for (int i = 0; i < document.rows().length; i++) {
            sum += (double) document.counts()[i] * logits.values()[start + document.rows()[i]];
        }
        return sum;
    }

    private static void weightsToResidual(Matrix weights, int d, DocumentCounts document, float weightToProbability) {
        int start = weights.rowStart(d);
        Softmax.scale(weights.values(), start, weights.columns(), -document.tokenCount() * weightToProbability);
        for (int i = 0; i < document.rows().length; i++) {
            weights.values()[start + document.rows()[i]] += document.counts()[i];
        }
    }
}
