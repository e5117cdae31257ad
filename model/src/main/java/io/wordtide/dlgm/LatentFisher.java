package io.wordtide.dlgm;

import io.wordtide.linalg.Gemm;
import io.wordtide.linalg.Matrix;

/**
 * From the Fisher information of one token about h, C, that about z in a model with a skip:
 *
 * <pre>
 * h(z) = [z, relu(z A + a)],   dh/dz = [I, diag(p) A'],   p_i = 1 where unit i is active
 * F = mean of (dh/dz)' C (dh/dz) = C_zz + Q A' + A Q'
 * Q = C_zh diag(mean p) + 1/2 A (C_hh * mean p p')              [K, H], * element by element
 * </pre>
 *
 * No Jacobian of a document is needed, since those of one relu layer differ only in p.
 */
final class LatentFisher {

    private LatentFisher() {}

    /**
     * F, [K, K].
     *
     * @param hiddenFisher C, [K + H, K + H]
     * @param active p of each document times the square root of its weight in the mean, [B, H]
     * @param weights A, [K, H]
     */
    static Matrix of(Matrix hiddenFisher, Matrix active, Matrix weights) {
        int latentSize = weights.rows();
        Matrix together = Matrix.zeros(active.columns(), active.columns()); // mean p p', [H, H]
        Gemm.transposedMultiply(active, active, together);
        Matrix half = Matrix.zeros(latentSize, active.columns()); // Q
        Gemm.multiply(weights, ofActive(hiddenFisher, together, latentSize), half);
        for (int k = 0; k < latentSize; k++) {
            for (int i = 0; i < half.columns(); i++) {
                half.values()[half.rowStart(k) + i] +=
                        hiddenFisher.get(k, latentSize + i) * together.get(i, i); // p_i^2 = p_i
            }
        }
        Matrix throughLayer = Matrix.zeros(latentSize, latentSize); // Q A'
        Gemm.multiplyTransposed(half, weights, throughLayer);
        Matrix fisher = Matrix.zeros(latentSize, latentSize);
        for (int k = 0; k < latentSize; k++) {
            for (int l = 0; l < latentSize; l++) {
                fisher.values()[fisher.rowStart(k) + l] =
                        hiddenFisher.get(k, l) + (throughLayer.get(k, l) + throughLayer.get(l, k));
            }
        }
        return fisher;
    }

    /** 1/2 C_hh * mean p p', [H, H]. */
    private static Matrix ofActive(Matrix hiddenFisher, Matrix together, int latentSize) {
        Matrix product = together.copy();
        for (int i = 0; i < product.rows(); i++) {
            for (int j = 0; j < product.columns(); j++) {
                product.values()[product.rowStart(i) + j] *= 0.5f * hiddenFisher.get(latentSize + i, latentSize + j);
            }
        }
        return product;
    }
}
