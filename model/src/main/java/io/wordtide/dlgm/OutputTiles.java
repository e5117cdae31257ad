package io.wordtide.dlgm;

import io.wordtide.linalg.Gemm;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.OffHeapMatrix;
import java.util.ArrayList;
import java.util.List;

/**
 * The output layer as the hot loop reads it: A = [W, b + offset, 1], [V, H + 2], outside the heap and in tiles of the
 * vocabulary.
 *
 * <p>The last two columns let one product with [h, 1, -shift] give shifted logits, and one product of their
 * exponentials with A give sums of W, of b and of 1, the normaliser. Tiles bound the memory of a block of documents and
 * keep it in cache. Several threads may read it between two calls of {@link #load}.
 */
final class OutputTiles {

    /** Words of a tile: 1 MB with 250 documents; anything from 500 to 2,000 is as fast. */
    static final int TILE_WORDS = 1000;

    private final List<OffHeapMatrix> tiles = new ArrayList<>();
    private final int vocabularySize;
    private float[] scratch = new float[0]; // [T, H + 2]
    private double biasLogNormaliser;

    OutputTiles(int vocabularySize) {
        this.vocabularySize = vocabularySize;
        for (int start = 0; start < vocabularySize; start += TILE_WORDS) {
            tiles.add(new OffHeapMatrix());
        }
    }

    /**
     * Loads the current parameters.
     *
     * @param weights W, [V, H]
     * @param bias b + offset, [V]
     */
    void load(Matrix weights, float[] bias) {
        int width = weights.columns() + 2;
        if (scratch.length == 0) {
            scratch = new float[length(0) * width];
        }
        for (int tile = 0; tile < tiles.size(); tile++) {
            int start = start(tile);
            for (int word = 0; word < length(tile); word++) {
                int to = word * width;
                System.arraycopy(weights.values(), weights.rowStart(start + word), scratch, to, weights.columns());
                scratch[to + width - 2] = bias[start + word];
                scratch[to + width - 1] = 1;
            }
            tiles.get(tile).reshape(length(tile), width);
            tiles.get(tile).write(scratch);
        }
        biasLogNormaliser = logSumExp(bias);
    }

    /** A' diag(weights) A over a tile's words, [H + 2, H + 2]; the weights are those of the whole vocabulary, [V]. */
    Matrix weightedProduct(int tile, float[] weights) {
        OffHeapMatrix a = tiles.get(tile);
        Matrix plain = Matrix.zeros(a.rows(), a.columns());
        a.read(plain.values());
        Matrix scaled = plain.copy();
        for (int word = 0; word < scaled.rows(); word++) {
            for (int i = scaled.rowStart(word); i < scaled.rowStart(word + 1); i++) {
                scaled.values()[i] *= weights[start(tile) + word];
            }
        }
        Matrix product = Matrix.zeros(a.columns(), a.columns());
        Gemm.transposedMultiplyAdd(scaled, plain, product);
        return product;
    }

    /** Memory it holds, bytes. */
    long memoryBytes() {
        long scratchBytes = (long) scratch.length * Float.BYTES;
        return scratchBytes
                + tiles.stream().mapToLong(OffHeapMatrix::memoryBytes).sum();
    }

    int count() {
        return tiles.size();
    }

    OffHeapMatrix get(int tile) {
        return tiles.get(tile);
    }

    /** First word of a tile. */
    int start(int tile) {
        return tile * TILE_WORDS;
    }

    /** Words of a tile. */
    int length(int tile) {
        return Math.min(TILE_WORDS, vocabularySize - start(tile));
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
