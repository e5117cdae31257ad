package io.wordtide.nn;

import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.Workers;
import java.util.List;

/**
 * The derivatives by a layer's parameters, summed over a block of documents: several threads compute one each, and the
 * sum over blocks is taken in their order, so that it does not depend on the number of threads.
 *
 * @param weights [in, out]
 * @param bias [out]
 */
public record LayerGradient(Matrix weights, float[] bias) {

    /** Adds those of all blocks to the gradients of the layer's parameters. */
    public static void addAll(List<LayerGradient> ofBlocks, DenseLayer layer, Workers workers) {
        float[] weightSums = layer.weights().gradient().values();
        float[] biasSums = layer.bias().gradient().values();
        workers.forEachRange(layer.weights().gradient().size(), (start, end) -> {
            for (LayerGradient gradient : ofBlocks) {
                add(gradient.weights.values(), weightSums, start, end);
            }
        });
        for (LayerGradient gradient : ofBlocks) {
            add(gradient.bias, biasSums, 0, gradient.bias.length);
        }
    }

    private static void add(float[] addends, float[] sums, int start, int end) {
        for (int i = start; i < end; i++) {
            sums[i] += addends[i];
        }
    }
}
