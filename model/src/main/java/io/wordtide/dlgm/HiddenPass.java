package io.wordtide.dlgm;

import io.wordtide.linalg.Matrix;
import io.wordtide.nn.DenseLayer;
import io.wordtide.nn.LayerGradient;
import java.util.ArrayList;
import java.util.List;

/**
 * z to h(z) for a block of documents, and back: the relu layers of the deep decoder with the arrays for a block; with
 * no layers h(z) = z, with a skip h(z) = [z, the last layer's output]. Rows are documents, or several samples of each.
 *
 * <p>Allocates nothing after its largest pass, unless derivatives by parameters are computed. Not thread-safe.
 */
final class HiddenPass {

    private final List<DenseLayer> layers;
    private final int skipSize; // K with a skip, else 0
    private final List<Matrix> outputs = new ArrayList<>(); // of each layer, [n, out]
    private final List<Matrix> gradients = new ArrayList<>(); // of each layer's output, [n, out]
    private final List<LayerGradient> layerGradients = new ArrayList<>();
    private Matrix joined = Matrix.zeros(0, 0); // with a skip: [n, K + out]
    private Matrix dDeep = Matrix.zeros(0, 0); // with a skip: gradient of the last layer's output, [n, out]
    private Matrix latent = Matrix.zeros(0, 0); // [n, K]

    /** @param skips whether z itself is the first part of h(z) */
    HiddenPass(List<DenseLayer> layers, boolean skips, int documentCount) {
        this.layers = layers;
        this.skipSize = skips ? layers.get(0).inputSize() : 0;
        if (skips) {
            joined = Matrix.zeros(documentCount, skipSize + deepSize());
            dDeep = Matrix.zeros(documentCount, deepSize());
        }
        for (DenseLayer layer : layers) {
            outputs.add(Matrix.zeros(documentCount, layer.outputSize()));
            gradients.add(Matrix.zeros(documentCount, layer.outputSize()));
        }
    }

    /** Whether h(z) = z. */
    boolean isIdentity() {
        return layers.isEmpty();
    }

    private void reshape(int rows) {
        for (int i = 0; i < layers.size() && outputs.get(i).rows() != rows; i++) {
            outputs.set(i, outputs.get(i).reshaped(rows));
            gradients.set(i, gradients.get(i).reshaped(rows));
        }
        joined = joined.reshaped(rows);
        dDeep = dDeep.reshaped(rows);
    }

    /** Width of the last layer. */
    private int deepSize() {
        return layers.get(layers.size() - 1).outputSize();
    }

    /** h(z), [R, H], from z, [R, K]; overwritten by the next pass. */
    Matrix forward(Matrix newLatent) {
        latent = newLatent;
        reshape(latent.rows());
        for (int i = 0; i < layers.size(); i++) {
            layers.get(i).forward(input(i), outputs.get(i));
        }
        if (skipSize > 0) {
            join(latent, input(layers.size()), joined);
        }
        return hidden();
    }

    private static void join(Matrix left, Matrix right, Matrix target) {
        for (int row = 0; row < left.rows(); row++) {
            int to = target.rowStart(row);
            System.arraycopy(left.values(), left.rowStart(row), target.values(), to, left.columns());
            System.arraycopy(
                    right.values(), right.rowStart(row), target.values(), to + left.columns(), right.columns());
        }
    }

    /** h(z) of the last forward pass, [n, H]. */
    Matrix hidden() {
        return skipSize > 0 ? joined : input(layers.size());
    }

    /** dLatent [n, K], overwritten, from dHidden [n, H], which may be changed. */
    void backward(Matrix dHidden, Matrix dLatent) {
        if (layers.isEmpty()) {
            dLatent.setRows(0, dHidden);
        }
        Matrix gradient = ofLastLayer(dHidden);
        for (int i = layers.size() - 1; i >= 0; i--) {
            Matrix dInput = i == 0 ? dLatent : gradients.get(i - 1);
            layers.get(i).backward(outputs.get(i), gradient, dInput);
            gradient = dInput;
        }
        addSkipped(dHidden, dLatent);
    }

    /** The part of dHidden that is of the last layer's output. */
    private Matrix ofLastLayer(Matrix dHidden) {
        if (skipSize == 0) {
            return dHidden;
        }
        for (int row = 0; row < dHidden.rows(); row++) {
            System.arraycopy(
                    dHidden.values(),
                    dHidden.rowStart(row) + skipSize,
                    dDeep.values(),
                    dDeep.rowStart(row),
                    dDeep.columns());
        }
        return dDeep;
    }

    /** Adds the part of dHidden that is of z itself. */
    private void addSkipped(Matrix dHidden, Matrix dLatent) {
        for (int row = 0; row < dHidden.rows(); row++) {
            for (int k = 0; k < skipSize; k++) {
                dLatent.values()[dLatent.rowStart(row) + k] += dHidden.values()[dHidden.rowStart(row) + k];
            }
        }
    }

    /**
     * Computes {@link #layerGradients}, the derivatives by the layers' parameters, summed over the documents; dHidden may
     * be changed.
     */
    void differentiateByParameters(Matrix dHidden) {
        layerGradients.clear();
        Matrix gradient = ofLastLayer(dHidden);
        for (int i = layers.size() - 1; i >= 0; i--) {
            layerGradients.add(0, layers.get(i).gradient(input(i), outputs.get(i), gradient));
            if (i > 0) {
                layers.get(i).backward(outputs.get(i), gradient, gradients.get(i - 1));
                gradient = gradients.get(i - 1);
            }
        }
    }

    /** As {@link #differentiateByParameters}, and overwrites dLatent, [n, K]. */
    void differentiateByAll(Matrix dHidden, Matrix dLatent) {
        differentiateByParameters(dHidden);
        if (layers.isEmpty()) {
            dLatent.setRows(0, dHidden);
        } else {
            Matrix ofFirst = layers.size() > 1 ? gradients.get(0) : skipSize > 0 ? dDeep : dHidden;
            layers.get(0).backward(outputs.get(0), ofFirst, dLatent);
            addSkipped(dHidden, dLatent);
        }
    }

    /** Of each layer, as last computed. */
    List<LayerGradient> layerGradients() {
        return layerGradients;
    }

    /**
     * How h(z) moves when each document's z moves by a row of {@code dLatent}, [n, K] to [n, H]: a Jacobian-vector
     * product.
     */
    Matrix tangent(Matrix dLatent) {
        Matrix tangent = dLatent;
        for (int i = 0; i < layers.size(); i++) {
            tangent = layers.get(i).tangent(outputs.get(i), tangent);
        }
        if (skipSize == 0) {
            return tangent;
        }
        Matrix all = Matrix.zeros(dLatent.rows(), joined.columns());
        join(dLatent, tangent, all);
        return all;
    }

    private Matrix input(int layer) {
        return layer == 0 ? latent : outputs.get(layer - 1);
    }
}
