package io.wordtide.dlgm;

import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.ScratchPool;
import io.wordtide.linalg.Workers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The memory of passes over the vocabulary: the output layer in tiles and a kernel for each block of documents. All
 * models of the process share it, since it outlives no mini-batch.
 *
 * <p>Not thread-safe; blocks may be computed in parallel.
 */
final class SoftmaxScratch {

    private static final ScratchPool<SoftmaxScratch> POOL = new ScratchPool<>(SoftmaxScratch::new);

    private final OutputTiles tiles = new OutputTiles();
    private final List<SoftmaxKernel> kernels = new ArrayList<>();
    private float @Nullable [] frozenBias; // of the frozen model whose output layer is loaded, if any

    private SoftmaxScratch() {}

    /**
     * Lends scratch memory with an output layer loaded.
     *
     * @param weights W, [V, H]
     * @param bias b + offset, [V]
     * @param capacity number of words that V may grow to
     */
    static SoftmaxScratch borrow(Matrix weights, float[] bias, int capacity, Workers workers) {
        SoftmaxScratch scratch = POOL.borrow(idle -> idle.frozenBias == null);
        scratch.tiles.load(weights, bias, capacity, workers);
        scratch.frozenBias = null;
        return scratch;
    }

    /** As {@link #borrow}, for weights that never change: nothing is loaded if they still are, under this very bias. */
    static SoftmaxScratch borrowFrozen(Matrix weights, float[] bias, int capacity, Workers workers) {
        SoftmaxScratch scratch = POOL.borrow(idle -> idle.frozenBias == bias);
        if (scratch.frozenBias != bias) {
            scratch.tiles.load(weights, bias, capacity, workers);
            scratch.frozenBias = bias;
        }
        return scratch;
    }

    void giveBack() {
        POOL.giveBack(this);
    }

    OutputTiles tiles() {
        return tiles;
    }

    /** Kernels for a number of blocks, at least. */
    List<SoftmaxKernel> kernels(int count) {
        while (kernels.size() < count) {
            kernels.add(new SoftmaxKernel(tiles));
        }
        return kernels;
    }
}
