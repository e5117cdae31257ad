package io.wordtide.dlgm;

import io.wordtide.linalg.OffHeapMatrix;

/**
 * Scratch memory of a thread for the exponentials of a tile of the vocabulary, [R, T]; each thread has its own.
 *
 * <p>Not thread-safe.
 */
final class TileScratch {

    private static final ThreadLocal<TileScratch> OF_THREAD = ThreadLocal.withInitial(TileScratch::new);

    /** A row is added in so many parts. */
    private static final int LANES = 8;

    private final OffHeapMatrix passing = new OffHeapMatrix(); // [R, T]
    private final OffHeapMatrix product = new OffHeapMatrix(); // [H + 2, H + 2]
    private float[] exponentials = new float[0]; // [R, T]
    private float[] folded = new float[0]; // [T / 8]

    private TileScratch() {}

    static TileScratch ofThread() {
        return OF_THREAD.get();
    }

    /** Memory for exponentials that are not kept, of any shape. */
    OffHeapMatrix passing() {
        return passing;
    }

    /** Memory for a product of a tile's words. */
    OffHeapMatrix product() {
        return product;
    }

    /** The elements of a matrix, row by row; overwritten by the next call. */
    float[] read(OffHeapMatrix e) {
        if (exponentials.length < e.size()) {
            exponentials = new float[e.size()];
        }
        e.read(exponentials);
        return exponentials;
    }

    /**
     * Adds the sums of the rows read last to {@code sums}. The order is fixed: the eight parts of a row are added element
     * by element, which C2 vectorises, and then their sums.
     */
    void addRowSums(int rows, int columns, double[] sums) {
        int part = columns / LANES;
        if (folded.length < part) {
            folded = new float[part];
        }
        for (int row = 0; row < rows; row++) {
            int start = row * columns;
            fold(start, part);
            double sum = 0;
            for (int i = 0; i < part; i++) {
                sum += folded[i];
            }
            for (int i = start + LANES * part; i < start + columns; i++) {
                sum += exponentials[i];
            }
            sums[row] += sum;
        }
    }

    private void fold(int start, int part) {
        float[] from = exponentials;
        float[] to = folded;
        for (int i = 0; i < part; i++) {
            int j = start + i;
            to[i] = (from[j] + from[j + part] + (from[j + 2 * part] + from[j + 3 * part]))
                    + (from[j + 4 * part] + from[j + 5 * part] + (from[j + 6 * part] + from[j + 7 * part]));
        }
    }
}
