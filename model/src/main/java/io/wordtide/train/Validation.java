package io.wordtide.train;

import io.wordtide.evaluate.Perplexity;
import java.util.Map;

/**
 * How a model did on the validation documents.
 *
 * @param epoch passes over the training documents so far
 * @param seconds spent in training so far, over all runs, seconds
 * @param perplexities by the name of their bounds, in order; the model is kept where the first is lowest per document
 */
public record Validation(int epoch, double seconds, Map<String, Perplexity> perplexities) {

    /** The value by which the best epoch is chosen. */
    public double criterion() {
        return perplexities.values().iterator().next().perDocument();
    }
}
