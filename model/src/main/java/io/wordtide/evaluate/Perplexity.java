package io.wordtide.evaluate;

import io.wordtide.text.DocumentCounts;
import java.util.List;

/**
 * Perplexity of a set of documents, an upper bound if computed from an ELBO. The two forms are different numbers:
 *
 * <pre>
 * perDocument = exp( mean_d -bound_d / N_d )         what the paper reports; short documents count as much as long ones
 * corpus      = exp( -sum_d bound_d / sum_d N_d )    every token counts the same
 * </pre>
 *
 * @param perDocument at least 1 for a bound on probabilities
 * @param corpus at least 1 for a bound on probabilities
 */
public record Perplexity(double perDocument, double corpus) {

    /**
     * @param bounds ELBO or log-likelihood of each document, nats
     * @param documents the same documents, none of them empty
     */
    public static Perplexity of(double[] bounds, List<DocumentCounts> documents) {
        double perToken = 0;
        double boundSum = 0;
        long tokenCount = 0;
        for (int d = 0; d < bounds.length; d++) {
            perToken -= bounds[d] / documents.get(d).tokenCount();
            boundSum += bounds[d];
            tokenCount += documents.get(d).tokenCount();
        }
        return new Perplexity(Math.exp(perToken / bounds.length), Math.exp(-boundSum / tokenCount));
    }
}
