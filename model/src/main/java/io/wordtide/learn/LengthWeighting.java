package io.wordtide.learn;

import io.wordtide.text.DocumentCounts;
import java.util.Arrays;
import java.util.List;

/**
 * How much each document counts in learning:
 *
 * <pre>
 * w_d = min(10, (100 / N_d)^exponent)
 * </pre>
 *
 * <p>The gradient of the summed ELBO counts every token alike; the perplexity per document, exp(mean_d -ELBO_d / N_d),
 * counts a document of ten tokens as much as one of a thousand. An exponent of 1 follows the latter, one between 0 and
 * 1 is a compromise that the shortest documents do not dominate. The limit keeps a document of a few tokens from
 * deciding a step. Deviation from the paper, whose exponent is 0. Immutable, thread-safe.
 *
 * @param exponent 0 to 1
 */
record LengthWeighting(double exponent) {

    private static final double TOKENS_OF_WEIGHT_ONE = 100;
    private static final double LARGEST = 10;

    /** w_d of each document, [B]. */
    float[] weights(List<DocumentCounts> documents) {
        float[] weights = new float[documents.size()];
        Arrays.fill(weights, 1);
        for (int d = 0; exponent > 0 && d < weights.length; d++) {
            double relative = TOKENS_OF_WEIGHT_ONE / documents.get(d).tokenCount();
            weights[d] = (float) Math.min(LARGEST, Math.pow(relative, exponent));
        }
        return weights;
    }
}
