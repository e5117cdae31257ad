package io.wordtide.text;

/** The share of each word in its document, x_v / N_d: the input called {@code norm} in the paper. Thread-safe. */
public final class NormalizedCounts implements InputWeighting {

    @Override
    public float[] weights(DocumentCounts document) {
        float[] weights = new float[document.counts().length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) ((double) document.counts()[i] / document.tokenCount());
        }
        return weights;
    }
}
