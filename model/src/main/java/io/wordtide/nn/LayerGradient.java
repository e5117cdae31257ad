package io.wordtide.nn;

import io.wordtide.linalg.Matrix;

/**
 * The derivatives by a layer's parameters, summed over a block of documents: several threads compute one each, and the
 * sum over blocks is taken in their order, so that it does not depend on the number of threads.
 *
 * @param weights [in, out]
 * @param bias [out]
 */
public record LayerGradient(Matrix weights, float[] bias) {

    /** Adds it to the gradients of the layer's parameters. */
    public void addTo(DenseLayer layer) {
        add(weights.values(), layer.weights().gradient().values());
        add(bias, layer.bias().gradient().values());
    }

    private static void add(float[] addends, float[] sums) {
        for (int i = 0; i < addends.length; i++) {
            sums[i] += addends[i];
        }
    }
}
