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
        layer.weights().gradient().add(weights.values());
        layer.bias().gradient().add(bias);
    }
}
