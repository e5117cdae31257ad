package io.wordtide.learn;

import io.wordtide.snapshot.RecordSettings;
import java.util.Map;

/**
 * Keeps a model from memorising a corpus that it sees many times; a stream is seen once.
 *
 * @param inputDropout largest share of a document's tokens that is hidden from the inference network, 0 to below 1
 * @param averagingDecay decay of the running average of all parameters that is used instead of the latest ones, 0 to
 *     below 1; 0 for none
 */
public record Regularization(double inputDropout, double averagingDecay) {

    /** As in the paper: none but the L2 weight of {@link LearnerConfig}. */
    public static final Regularization NONE = new Regularization(0, 0);

    Map<String, String> describe() {
        return RecordSettings.describe(this);
    }
}
