package io.wordtide.dlgm;

import io.wordtide.linalg.Gemm;
import io.wordtide.linalg.Matrix;

/**
 * log Z of a block's documents as a quadratic function of the last hidden layer, around two exact passes: derivatives
 * of log p(x given z) that do not read the vocabulary, for the steps between two passes over it.
 *
 * <pre>
 * d log Z / dh = w + C v - p (p'v) + q (q'v),   v = h - (h+ + h-) / 2,   w = (w+ + w-) / 2
 * p = C d / sqrt(d'C d),   q = y / sqrt(d'y),   d = h+ - h-,   y = w+ - w-
 * </pre>
 *
 * h+-, w+- = E_mu[W] are those of the two passes, C is {@link MiniBatch#hiddenFisher}, which all documents share; p and
 * q correct it where a document's own two passes have measured the curvature, from d'Cd to d'y (the update of Broyden,
 * Fletcher, Goldfarb and Shanno, 1970). The relus are not part of the model: h(z) is exact.
 *
 * <p>Costs the hidden layers and a product with C: at V = 20,000 a thirtieth of a pass. Allocates nothing after
 * construction. Not thread-safe.
 */
public final class NormaliserSurrogate {

    /** Ratios of d'y to d'Cd outside these bounds come from rounding, or from two passes at almost the same place. */
    private static final double SMALLEST_CURVATURE = 1e-3;

    private static final double LARGEST_CURVATURE = 50;

    private final DocumentBlock block;
    private final Matrix fisher; // [H, H], C
    private final Matrix center; // [n, H], h+ at first
    private final Matrix slope; // [n, H], w; w+ at first
    private final Matrix removed; // [n, H], p
    private final Matrix added; // [n, H], q
    private final Matrix difference; // [n, H], d, then v
    private final Matrix derivative; // [n, H]

    public NormaliserSurrogate(DocumentBlock block, Matrix hiddenFisher) {
        this.block = block;
        this.fisher = hiddenFisher;
        this.center = zeros();
        this.slope = zeros();
        this.removed = zeros();
        this.added = zeros();
        this.difference = zeros();
        this.derivative = zeros();
    }

    private Matrix zeros() {
        return Matrix.zeros(block.size(), fisher.columns());
    }

    /** Uses the block's last pass, which must have a derivative, as the first of the two. */
    public void takeFirstPass() {
        center.setRows(0, block.hidden());
        block.kernel().fillExpectedWeights(slope);
    }

    /** Uses the block's last pass, which must have a derivative, as the second of the two. */
    public void takeSecondPass() {
        block.kernel().fillExpectedWeights(derivative);
        for (int i = 0; i < center.size(); i++) {
            difference.values()[i] = center.values()[i] - block.hidden().values()[i];
            added.values()[i] = slope.values()[i] - derivative.values()[i];
            center.values()[i] -= 0.5f * difference.values()[i];
            slope.values()[i] -= 0.5f * added.values()[i];
        }
        Gemm.multiply(difference, fisher, removed);
        for (int d = 0; d < block.size(); d++) {
            double shared = difference.dotOfRow(removed, d);
            double seen = difference.dotOfRow(added, d);
            boolean usable = seen > SMALLEST_CURVATURE * shared && seen < LARGEST_CURVATURE * shared;
            scale(removed, d, usable ? 1 / Math.sqrt(shared) : 0);
            scale(added, d, usable ? 1 / Math.sqrt(seen) : 0);
        }
    }

    /** Overwrites dLatent, [n, K], with the derivative of log p(x given z) at z, [n, K], under this model of log Z. */
    public void differentiate(Matrix latent, Matrix dLatent) {
        Matrix hidden = block.hiddenPass().forward(latent);
        for (int i = 0; i < difference.size(); i++) {
            difference.values()[i] = hidden.values()[i] - center.values()[i];
        }
        Gemm.multiply(difference, fisher, derivative);
        Matrix observed = block.observedWeights();
        for (int d = 0; d < block.size(); d++) {
            float alongRemoved = (float) difference.dotOfRow(removed, d);
            float alongAdded = (float) difference.dotOfRow(added, d);
            int tokenCount = block.tokenCount(d);
            for (int i = derivative.rowStart(d); i < derivative.rowStart(d + 1); i++) {
                float dNormaliser = slope.values()[i]
                        + derivative.values()[i]
                        - alongRemoved * removed.values()[i]
                        + alongAdded * added.values()[i];
                derivative.values()[i] = observed.values()[i] - tokenCount * dNormaliser;
            }
        }
        block.hiddenPass().backward(derivative, dLatent);
    }

    private static void scale(Matrix matrix, int row, double factor) {
        for (int i = matrix.rowStart(row); i < matrix.rowStart(row + 1); i++) {
            matrix.values()[i] *= (float) factor;
        }
    }
}
