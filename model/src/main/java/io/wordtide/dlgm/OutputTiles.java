package io.wordtide.dlgm;

import io.wordtide.linalg.Gemm;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.OffHeapMatrix;
import io.wordtide.linalg.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The output layer as the hot loop reads it: A = [W, b + offset, 1], [V, H + 2], outside the heap and in tiles of the
 * vocabulary.
 *
 * <p>A vocabulary that may still grow has its last tile filled up with rows whose probability is exactly 0. So a tile
 * has the same length, and every sum over it the same order and the same bits, as when the vocabulary has grown.
 *
 * <p>The last two columns let one product with [h, 1, -shift] give shifted logits, and one product of their
 * exponentials with A give sums of W, of b and of 1, the normaliser. Tiles bound the memory of a block of documents and
 * keep it in cache. Several threads may read it between two calls of {@link #load}.
 */
final class OutputTiles {

    /** Words of a tile: 1 MB with 250 documents; anything from 500 to 2,000 is as fast. */
    static final int TILE_WORDS = 500;

    private final List<OffHeapMatrix> tiles = new ArrayList<>();
    private int count;
    private int capacity;
    private double biasLogNormaliser;

    /**
     * Loads the current parameters, in place of whatever was loaded before.
     *
     * @param weights W, [V, H]
     * @param bias b + offset, [V]
     * @param largestVocabularySize what V may grow to
     */
    void load(Matrix weights, float[] bias, int largestVocabularySize, Workers workers) {
        capacity = largestVocabularySize;
        count = (weights.rows() + TILE_WORDS - 1) / TILE_WORDS;
        while (tiles.size() < count) {
            tiles.add(new OffHeapMatrix());
        }
        workers.forEach(count, tile -> load(tile, weights, bias));
        biasLogNormaliser = logSumExp(bias);
    }

    private void load(int tile, Matrix weights, float[] bias) {
        OffHeapMatrix a = tiles.get(tile);
        a.reshape(length(tile), weights.columns() + 2);
        float[] row = new float[a.columns()];
        row[a.columns() - 1] = 1;
        for (int word = start(tile); word < end(tile); word++) {
            if (word < weights.rows()) {
                System.arraycopy(weights.values(), weights.rowStart(word), row, 0, weights.columns());
                row[a.columns() - 2] = bias[word];
            } else {
                Arrays.fill(row, 0, weights.columns(), 0);
                row[a.columns() - 2] = GenerativeModel.MASKED;
            }
            a.writeRow(word - start(tile), row);
        }
    }

    /** A' diag(weights) A over a tile's words, [H + 2, H + 2]. */
    Matrix weightedProduct(int tile, float[] weights) {
        OffHeapMatrix a = tiles.get(tile);
        OffHeapMatrix scaled = TileScratch.ofThread().passing();
        scaled.reshape(a.rows(), a.columns());
        float[] values = TileScratch.ofThread().read(a);
        for (int word = 0; word < a.rows(); word++) {
            float weight = weights[word];
            for (int i = word * a.columns(); i < (word + 1) * a.columns(); i++) {
                values[i] *= weight;
            }
        }
        scaled.write(values);
        OffHeapMatrix product = TileScratch.ofThread().product();
        product.reshape(a.columns(), a.columns());
        Gemm.transposedMultiply(scaled, a, product, 0);
        Matrix result = Matrix.zeros(a.columns(), a.columns());
        product.read(result.values());
        return result;
    }

    int count() {
        return count;
    }

    OffHeapMatrix get(int tile) {
        return tiles.get(tile);
    }

    /** First row of a tile. */
    int start(int tile) {
        return tile * TILE_WORDS;
    }

    /** The row after the last one of a tile. */
    int end(int tile) {
        return Math.min(capacity, start(tile) + TILE_WORDS);
    }

    /** Rows of a tile, those without a word included. */
    int length(int tile) {
        return end(tile) - start(tile);
    }

    /** log sum_v exp(b_v + offset_v), nats: log Z at h = 0, and a first guess elsewhere. */
    double biasLogNormaliser() {
        return biasLogNormaliser;
    }

    private static double logSumExp(float[] bias) {
        double max = Double.NEGATIVE_INFINITY;
        for (float value : bias) {
            max = Math.max(max, value);
        }
        double sum = 0;
        for (float value : bias) {
            sum += Math.exp(value - max);
        }
        return max + Math.log(sum);
    }
}
