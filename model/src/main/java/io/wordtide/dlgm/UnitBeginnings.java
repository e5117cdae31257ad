package io.wordtide.dlgm;

import io.wordtide.linalg.Matrix;
import io.wordtide.nn.DenseLayer;
import io.wordtide.snapshot.StateVisitor;

/**
 * Where the relu units beside a skip begin: at documents. A unit that begins at a document with the refined mean m is
 *
 * <pre>
 * h(z) = max(0, 2 z' m / (m' m) - 1)        1 at m, 0 for z less than half as far in its direction
 * </pre>
 *
 * so that it is active for the few documents that resemble that one. Units with random weights are active for half of
 * all documents, whatever these are about, and gained a quarter as much (docs/results.md). Until a unit has begun, its
 * weights are zero: it is inactive and learns nothing. Its output weights are zero, too, so no logit changes when it
 * begins. Units begin a few in each mini-batch, once the latent space has taken shape. Not thread-safe.
 */
final class UnitBeginnings {

    /** Documents before the first beginning. */
    private static final long FIRST_BEGINNING = 1_000;

    /** Units that begin in a mini-batch, at documents far apart in it. */
    private static final int UNITS_PER_MINI_BATCH = 5;

    private long documents; // learned
    private int begun; // units

    /**
     * Begins units at documents of a mini-batch that has been learned.
     *
     * @param refinedMeans [B, K], finite
     */
    void learn(Matrix refinedMeans, DenseLayer layer) {
        documents += refinedMeans.rows();
        if (documents < FIRST_BEGINNING) {
            return;
        }
        int end = Math.min(layer.outputSize(), begun + Math.min(UNITS_PER_MINI_BATCH, refinedMeans.rows()));
        for (int i = 0; begun < end; i++, begun++) {
            begin(begun, refinedMeans, (2 * i + 1) * refinedMeans.rows() / (2 * UNITS_PER_MINI_BATCH), layer);
        }
    }

    private static void begin(int unit, Matrix refinedMeans, int row, DenseLayer layer) {
        double square = refinedMeans.dotOfRow(refinedMeans, row);
        Matrix weights = layer.weights().value();
        for (int k = 0; k < weights.rows(); k++) {
            weights.values()[weights.rowStart(k) + unit] =
                    (float) (2 * refinedMeans.get(row, k) / Math.max(square, Float.MIN_NORMAL));
        }
        layer.bias().value().values()[unit] = -1;
    }

    void visitState(StateVisitor visitor) {
        documents = visitor.number("generative.unitDocuments", documents);
        begun = (int) visitor.number("generative.begunUnits", begun);
    }
}
