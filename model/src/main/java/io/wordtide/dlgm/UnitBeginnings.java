package io.wordtide.dlgm;

import io.wordtide.linalg.Matrix;
import io.wordtide.nn.DenseLayer;
import io.wordtide.snapshot.StateVisitor;
import java.util.Arrays;

/**
 * Where the relu units beside a skip begin: at documents. A unit that begins at a document of a mini-batch with the
 * refined mean m is
 *
 * <pre>
 * u    = m / |m|,   t = the 0.85-quantile of u' m_d over the other documents d of the mini-batch
 * h(z) = max(0, s (u' z - t)),   s such that the mean of h(m_d)^2 is 0.3^2
 * </pre>
 *
 * so that it is active for the few documents that resemble that one. Until a unit has begun, its weights are zero: it is
 * inactive and learns nothing. Its output weights are zero then, so that no logit changes when it begins. Units begin a
 * few in each mini-batch of at least ten documents, once the latent space has taken shape. Figures, also of other
 * beginnings: docs/results.md. Not thread-safe.
 */
final class UnitBeginnings {

    /** Documents before the first beginning. */
    private static final long FIRST_BEGINNING = 1_000;

    /** Units that begin in a mini-batch, at documents far apart in it. */
    private static final int UNITS_PER_MINI_BATCH = 5;

    private static final int SMALLEST_MINI_BATCH = 10;
    private static final double INACTIVE_SHARE = 0.85;
    private static final double ROOT_MEAN_SQUARE = 0.3;

    /** Documents closer together than this are one place. */
    private static final double SMALLEST_DISTANCE = 1e-3;

    private long documents; // learned
    private int begun; // units

    /**
     * Begins units at documents of a mini-batch that has been learned.
     *
     * @param refinedMeans [B, K], finite
     */
    void learn(Matrix refinedMeans, DenseLayer layer) {
        documents += refinedMeans.rows();
        if (documents < FIRST_BEGINNING || refinedMeans.rows() < SMALLEST_MINI_BATCH) {
            return;
        }
        int end = Math.min(layer.outputSize(), begun + UNITS_PER_MINI_BATCH);
        for (int i = 0; begun < end; i++) {
            begin(begun++, refinedMeans, (2 * i + 1) * refinedMeans.rows() / (2 * UNITS_PER_MINI_BATCH), layer);
        }
    }

    private static void begin(int unit, Matrix refinedMeans, int row, DenseLayer layer) {
        double norm = Math.max(Math.sqrt(refinedMeans.dotOfRow(refinedMeans, row)), SMALLEST_DISTANCE);
        double[] projections = projectionsOfOthers(refinedMeans, row, norm);
        double threshold = projections[(int) (INACTIVE_SHARE * projections.length)];
        double square = Arrays.stream(projections)
                .map(projection -> Math.max(0, projection - threshold))
                .map(active -> active * active)
                .average()
                .orElseThrow();
        double scale = ROOT_MEAN_SQUARE / Math.max(Math.sqrt(square), SMALLEST_DISTANCE);
        Matrix weights = layer.weights().value();
        for (int k = 0; k < weights.rows(); k++) {
            weights.values()[weights.rowStart(k) + unit] = (float) (scale * refinedMeans.get(row, k) / norm);
        }
        layer.bias().value().values()[unit] = (float) (-scale * threshold);
    }

    /** u' m_d of the other documents, ascending, [B - 1]. */
    private static double[] projectionsOfOthers(Matrix refinedMeans, int row, double norm) {
        double[] projections = new double[refinedMeans.rows() - 1];
        for (int d = 0; d < refinedMeans.rows(); d++) {
            if (d != row) {
                double sum = 0;
                for (int k = 0; k < refinedMeans.columns(); k++) {
                    sum += (double) refinedMeans.get(d, k) * refinedMeans.get(row, k);
                }
                projections[d < row ? d : d - 1] = sum / norm;
            }
        }
        Arrays.sort(projections);
        return projections;
    }

    void visitState(StateVisitor visitor) {
        documents = visitor.number("generative.unitDocuments", documents);
        begun = (int) visitor.number("generative.begunUnits", begun);
    }
}
