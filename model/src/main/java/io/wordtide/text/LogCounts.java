package io.wordtide.text;

/**
 * log(1 + x_v): counts as input, damped so that a word that occurs a thousand times does not drive the units of a relu
 * network out of bounds. Independent of other documents, and shows how long the document is. Thread-safe.
 */
public final class LogCounts implements InputWeighting {

    @Override
    public float[] weights(DocumentCounts document) {
        float[] weights = new float[document.counts().length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) Math.log1p(document.counts()[i]);
        }
        return weights;
    }
}
