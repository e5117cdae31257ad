package io.wordtide.text;

/** The counts themselves, x_v: the input of the neural variational document model (Miao et al. 2016). Thread-safe. */
public final class Counts implements InputWeighting {

    @Override
    public float[] weights(DocumentCounts document) {
        float[] weights = new float[document.counts().length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = document.counts()[i];
        }
        return weights;
    }
}
