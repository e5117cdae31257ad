package io.wordtide.baseline;

import io.wordtide.text.DocumentCounts;
import java.util.List;

/** Initial values for the biases of words. */
final class WordFrequencies {

    private WordFrequencies() {}

    /** Overwrites an array [V] with log((tokens of the word + 1) / (tokens of all + V)), nats. */
    static void fillLogs(List<DocumentCounts> documents, float[] target) {
        long[] counts = new long[target.length];
        long tokenCount = 0;
        for (DocumentCounts document : documents) {
            for (int i = 0; i < document.rows().length; i++) {
                counts[document.rows()[i]] += document.counts()[i];
            }
            tokenCount += document.tokenCount();
        }
        for (int v = 0; v < target.length; v++) {
            target[v] = (float) Math.log((counts[v] + 1.0) / (tokenCount + target.length));
        }
    }
}
