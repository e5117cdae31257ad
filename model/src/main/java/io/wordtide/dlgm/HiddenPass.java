package io.wordtide.dlgm;

import io.wordtide.linalg.Matrix;
import io.wordtide.nn.DenseLayer;
import io.wordtide.nn.LayerGradient;
import java.util.ArrayList;
import java.util.List;

/**
 * z to h(z) for a block of documents, and back: the relu layers of the deep decoder with the arrays for a block; with
 * no layers h(z) = z. Rows are documents, or several samples of each.
 *
 * <p>Allocates nothing after its largest pass, unless derivatives by parameters are computed. Not thread-safe.
 */
final class HiddenPass {

    private final List<DenseLayer> layers;
    private final List<Matrix> outputs = new ArrayList<>(); // of each layer, [n, out]
    private final List<Matrix> gradients = new ArrayList<>(); // of each layer's output, [n, out]
    private final List<LayerGradient> layerGradients = new ArrayList<>();
    private Matrix latent = Matrix.zeros(0, 0); // [n, K]

    HiddenPass(List<DenseLayer> layers, int documentCount) {
        this.layers = layers;
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
    }

    /** h(z), [R, H], from z, [R, K]; overwritten by the next pass. */
    Matrix forward(Matrix newLatent) {
        latent = newLatent;
        reshape(latent.rows());
        for (int i = 0; i < layers.size(); i++) {
            layers.get(i).forward(input(i), outputs.get(i));
        }
        return hidden();
    }

    /** h(z) of the last forward pass, [n, H]. */
    Matrix hidden() {
        return input(layers.size());
    }

    /** dLatent [n, K], overwritten, from dHidden [n, H], which may be changed. */
    void backward(Matrix dHidden, Matrix dLatent) {
        if (layers.isEmpty()) {
            dLatent.setRows(0, dHidden);
        }
        Matrix gradient = dHidden;
        for (int i = layers.size() - 1; i >= 0; i--) {
            Matrix dInput = i == 0 ? dLatent : gradients.get(i - 1);
            layers.get(i).backward(outputs.get(i), gradient, dInput);
            gradient = dInput;
        }
    }

    /**
     * Computes {@link #layerGradients}, the derivatives by the layers' parameters, summed over the documents; dHidden may
     * be changed.
     */
    void differentiateByParameters(Matrix dHidden) {
        layerGradients.clear();
        Matrix gradient = dHidden;
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
            layers.get(0).backward(outputs.get(0), layers.size() == 1 ? dHidden : gradients.get(0), dLatent);
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
        return tangent;
    }

    private Matrix input(int layer) {
        return layer == 0 ? latent : outputs.get(layer - 1);
    }
}
