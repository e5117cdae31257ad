package io.wordtide.dlgm;

import io.wordtide.linalg.Exponential;
import io.wordtide.linalg.Gemm;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.OffHeapMatrix;
import io.wordtide.linalg.Workers;
import io.wordtide.text.DocumentCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The hot loop: softmax over the vocabulary for a block of documents, and the expectation of the output weights under
 * it. For each tile of {@link OutputTiles}
 *
 * <pre>
 * L = [h, 1, -shift] A'          one product: logits less shift         [n, T]
 * E = exp(L)                     in place, one pass, no search for a maximum
 * S = S + E A                    one product: sums of e W, e b and e    [n, H + 2]
 * log Z = shift + log S_1,   E_mu[W] = S_W / S_1
 * </pre>
 *
 * <p>shift_d is log Z_d of the pass before, so that the exponentials sum up to about 1; a pass whose sums have left
 * exp(+-20), where {@link Exponential} is exact and nothing overflows, is repeated with the shift it found. Nothing of
 * the vocabulary's size outlives a tile, unless the exponentials are to be kept for the gradient of A.
 *
 * <p>Tiles are computed in parallel if the kernel has workers: sums of a tile are added in the order of the tiles, so that
 * results do not depend on the number of threads. Rows are samples of z: one for each document, or several for each, all
 * documents' first ones before their second ones. Arrays of the largest block are kept, except those of a number or two for
 * each row, which are made anew whenever the number of rows changes. Not thread-safe: one kernel per block.
 */
final class SoftmaxKernel {

    private static final Workers ALONE = Workers.of(1);
    private static final double LARGEST_LOG_SUM = 20;

    /** A sum of exactly 0 says only that every logit is below the shift by more than 87. */
    private static final double SHIFT_AFTER_UNDERFLOW = -80;

    /** Enough for logits of thousands; a document with larger logits has no normaliser, as if they were NaN. */
    private static final int MAXIMUM_PASSES = 100;

    private final OutputTiles tiles;
    private final OffHeapMatrix augmentedOffHeap = new OffHeapMatrix();
    private final List<OffHeapMatrix> kept = new ArrayList<>(); // of each tile, [R, T]
    private final List<OffHeapMatrix> partialSums = new ArrayList<>(); // of each tile, or one for all; [R, H + 2]
    private double[][] partialNormalisers = {}; // of each tile, or one for all; [R]
    private double[][] partialLogits = {}; // of each tile, or one for all; [R], summed over the documents' tokens
    private Workers workers = ALONE;
    private boolean sharesOutTiles; // each tile has sums of its own
    private Matrix augmented = Matrix.zeros(0, 0); // [R, H + 2]: h, 1, -shift
    private Matrix sums = Matrix.zeros(0, 0); // [R, H + 2]
    private float[] partialValues = new float[0]; // [R, H + 2]
    private int width; // H + 2
    private double[] shiftByDocument = new double[0]; // [n]
    private double[] shift = new double[0]; // [R]
    private double[] normaliser = new double[0]; // [R], S_1
    private double[] logNormaliser = new double[0]; // [R]

    SoftmaxKernel(OutputTiles tiles) {
        this.tiles = tiles;
    }

    /** As {@link #begin(int, int, Workers)}, on the calling thread alone. */
    void begin(int documentCount, int hiddenSize) {
        begin(documentCount, hiddenSize, ALONE, false);
    }

    /**
     * Prepares for passes over a block of documents, from a first guess of the shifts.
     *
     * @param tileWorkers share out the tiles
     */
    void begin(int documentCount, int hiddenSize, Workers tileWorkers) {
        begin(documentCount, hiddenSize, tileWorkers, true);
    }

    private void begin(int documentCount, int hiddenSize, Workers tileWorkers, boolean tilesAreShared) {
        width = hiddenSize + 2;
        workers = tileWorkers;
        sharesOutTiles = tilesAreShared;
        shiftByDocument = new double[documentCount];
        Arrays.fill(shiftByDocument, tiles.biasLogNormaliser());
        reshape(documentCount);
    }

    private void reshape(int rows) {
        if (augmented.values().length < rows * width) {
            augmented = Matrix.zeros(rows, width);
            sums = Matrix.zeros(rows, width);
            partialValues = new float[rows * width];
        }
        augmented = new Matrix(rows, width, augmented.values());
        sums = new Matrix(rows, width, sums.values());
        augmentedOffHeap.reshape(rows, width);
        shift = new double[rows];
        normaliser = new double[rows];
        logNormaliser = new double[rows];
        partialNormalisers = new double[sharesOutTiles ? tiles.count() : 1][rows];
        partialLogits = new double[partialNormalisers.length][rows];
        for (int slot = 0; slot < partialNormalisers.length; slot++) {
            at(slot, partialSums).reshape(rows, width);
        }
    }

    /**
     * A pass over the vocabulary.
     *
     * @param hidden h(z), [R, H], with one or several rows for each document
     * @param expectations whether to compute E_mu[W]
     * @param keep whether to keep the exponentials of all tiles, [R, V]
     */
    void run(Matrix hidden, boolean expectations, boolean keep) {
        run(hidden, expectations, keep, List.of());
    }

    /**
     * A pass over the vocabulary that compares mu with the documents' counts, and keeps the differences instead of the
     * exponentials:
     *
     * <pre>
     * R_dv = E_dv - x_dv S_1d / N_d,   so that - N_d / S_1d R = x - N mu   [R, V]
     * S = R A                                                              [R, H + 2]
     * </pre>
     *
     * The counts change only the words of their documents. Without that, x W and x' h would be products of their own, as
     * long as a document's words times H. {@link #logLikelihood} is found on the way.
     *
     * @param documents x, none of them empty
     * @param hidden h(z), [R, H]
     */
    void runAgainst(List<DocumentCounts> documents, Matrix hidden) {
        run(hidden, false, true, documents);
        workers.forEach(tiles.count(), tile -> {
            OffHeapMatrix differences = kept.get(tile);
            forEachWord(
                    tile,
                    documents,
                    (row, column, document, i) -> differences.add(
                            row, column, (float) (-document.counts()[i] * normaliser[row] / document.tokenCount())));
            addWeightSums(tile, differences);
        });
        addPartialSums();
    }

    private void run(Matrix hidden, boolean expectations, boolean keep, List<DocumentCounts> documents) {
        if (hidden.rows() != shift.length) {
            reshape(hidden.rows());
        }
        for (int row = 0; row < shift.length; row++) {
            shift[row] = shiftByDocument[row % shiftByDocument.length];
        }
        at(tiles.count() - 1, kept);
        pass(hidden, expectations, keep, documents);
        // where the next pass begins: at the last sample's
        System.arraycopy(shift, shift.length - shiftByDocument.length, shiftByDocument, 0, shiftByDocument.length);
    }

    private static OffHeapMatrix at(int index, List<OffHeapMatrix> matrices) {
        while (matrices.size() <= index) {
            matrices.add(new OffHeapMatrix());
        }
        return matrices.get(index);
    }

    private void pass(Matrix hidden, boolean expectations, boolean keep, List<DocumentCounts> documents) {
        for (int pass = 1; pass <= MAXIMUM_PASSES; pass++) {
            augment(hidden);
            for (int slot = 0; slot < partialNormalisers.length; slot++) {
                Arrays.fill(partialNormalisers[slot], 0);
                Arrays.fill(partialLogits[slot], 0);
            }
            workers.forEach(tiles.count(), tile -> exponentiate(tile, expectations, keep, documents));
            if (takeNormalisers(expectations)) {
                return;
            }
        }
        giveUpRestless();
    }

    private void augment(Matrix hidden) {
        for (int row = 0; row < hidden.rows(); row++) {
            int to = augmented.rowStart(row);
            System.arraycopy(hidden.values(), hidden.rowStart(row), augmented.values(), to, hidden.columns());
            augmented.values()[to + hidden.columns()] = 1;
            // the effective shift is the one rounded to a float; after a NaN, the first guess is used again
            shift[row] = (float) (Double.isNaN(shift[row]) ? tiles.biasLogNormaliser() : shift[row]);
            augmented.values()[to + hidden.columns() + 1] = (float) -shift[row];
        }
        augmentedOffHeap.write(augmented.values());
    }

    /** Where the sums of a tile are added up. */
    private int slot(int tile) {
        return sharesOutTiles ? tile : 0;
    }

    private void exponentiate(int tile, boolean expectations, boolean keep, List<DocumentCounts> documents) {
        TileScratch scratch = TileScratch.ofThread();
        OffHeapMatrix a = tiles.get(tile);
        OffHeapMatrix e = keep ? kept.get(tile) : scratch.passing();
        e.reshape(augmented.rows(), a.rows());
        Gemm.multiplyTransposed(augmentedOffHeap, a, e);
        // a round trip over the heap, in cache: C2 vectorises only loops over Java arrays
        float[] exponentials = scratch.read(e);
        double[] logits = partialLogits[slot(tile)];
        forEachWord(
                tile,
                documents,
                (row, column, document, i) ->
                        logits[row] += document.counts()[i] * (exponentials[row * e.columns() + column] + shift[row]));
        Exponential.expInPlace(exponentials, e.size());
        if (expectations || keep) {
            e.write(exponentials);
        }
        if (expectations) {
            addWeightSums(tile, e);
        } else {
            scratch.addRowSums(e.rows(), e.columns(), partialNormalisers[slot(tile)]);
        }
    }

    private void addWeightSums(int tile, OffHeapMatrix e) {
        Gemm.multiply(e, tiles.get(tile), partialSums.get(slot(tile)), slot(tile) == tile ? 0 : 1);
    }

    /** What to do with the i-th word of a document, at a row and column of a tile. */
    private interface WordVisitor {
        void visit(int row, int column, DocumentCounts document, int i);
    }

    /** Visits the words of documents, if any, that are in a tile, for each sample. */
    private void forEachWord(int tile, List<DocumentCounts> documents, WordVisitor visitor) {
        int start = tiles.start(tile);
        int end = tiles.end(tile);
        for (int row = 0; row < shift.length && !documents.isEmpty(); row++) {
            DocumentCounts document = documents.get(row % documents.size());
            int[] words = document.rows();
            for (int i = document.firstFrom(start); i < words.length && words[i] < end; i++) {
                visitor.visit(row, words[i] - start, document, i);
            }
        }
    }

    /** Whether all normalisers were found; shifts the rows whose were not, and prepares the next pass. */
    private boolean takeNormalisers(boolean expectations) {
        addPartialNormalisers(expectations);
        boolean all = true;
        for (int row = 0; row < shift.length; row++) {
            all &= !isRestless(row);
            logNormaliser[row] = shift[row] + logSum(row);
            shift[row] = logNormaliser[row];
        }
        return all;
    }

    /** S_1, with expectations from S. */
    private void addPartialNormalisers(boolean expectations) {
        Arrays.fill(normaliser, 0);
        if (!expectations) {
            for (double[] partial : partialNormalisers) {
                add(partial, normaliser);
            }
            return;
        }
        addPartialSums();
        for (int row = 0; row < normaliser.length; row++) {
            normaliser[row] = sums.values()[sums.rowStart(row + 1) - 1];
        }
    }

    /** Adds the sums of the tiles, in their order. */
    private void addPartialSums() {
        partialSums.get(0).read(sums.values());
        for (int slot = 1; slot < partialNormalisers.length; slot++) {
            partialSums.get(slot).read(partialValues);
            sums.add(partialValues);
        }
    }

    private static void add(double[] from, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += from[i];
        }
    }

    private double logSum(int document) {
        return normaliser[document] == 0 ? SHIFT_AFTER_UNDERFLOW : Math.log(normaliser[document]);
    }

    /** Whether another pass may find a document's normaliser; false if the sum is NaN. */
    private boolean isRestless(int document) {
        return Math.abs(logSum(document)) > LARGEST_LOG_SUM;
    }

    /** Sets unfound normalisers to NaN; the other documents of the block keep theirs. */
    private void giveUpRestless() {
        for (int d = 0; d < shift.length; d++) {
            if (isRestless(d)) {
                normaliser[d] = Double.NaN;
                logNormaliser[d] = Double.NaN;
                shift[d] = Double.NaN;
            }
        }
    }

    /** log Z of a document in the last pass, nats; NaN if the logits are NaN, or beyond all passes. */
    double logNormaliser(int document) {
        return logNormaliser[document];
    }

    /** log p(x given z) in a row of the last pass against documents, nats. */
    double logLikelihood(int row, int tokenCount) {
        double logits = 0;
        for (double[] partial : partialLogits) {
            logits += partial[row];
        }
        return logits - tokenCount * logNormaliser[row];
    }

    /** Sum of a document's exponentials in the last pass: divides those kept into probabilities. */
    double normaliser(int document) {
        return normaliser[document];
    }

    /** S of the last pass with expectations or against documents, to be divided by {@link #normaliser}; [R, H + 2]. */
    Matrix weightSums() {
        return sums;
    }

    /** E_mu[W] of the last pass with expectations, [n, H]. */
    Matrix expectedWeights() {
        Matrix expected = Matrix.zeros(sums.rows(), sums.columns() - 2);
        fillExpectedWeights(expected);
        return expected;
    }

    /** Overwrites a matrix, [n, H], with E_mu[W] of the last pass with expectations. */
    void fillExpectedWeights(Matrix target) {
        for (int d = 0; d < target.rows(); d++) {
            for (int k = 0; k < target.columns(); k++) {
                target.values()[target.rowStart(d) + k] = (float) (sums.get(d, k) / normaliser[d]);
            }
        }
    }

    /**
     * Draws a word from each document's mu, in the last pass that kept the exponentials.
     *
     * @param uniform a number in [0, 1) for each document
     * @return vocabulary rows, [n]
     */
    int[] drawWords(double[] uniform) {
        int[] words = new int[uniform.length];
        double[] left = new double[uniform.length]; // of the sum, up to the document's word
        for (int d = 0; d < left.length; d++) {
            left[d] = uniform[d] * normaliser[d];
        }
        for (int tile = 0; tile < tiles.count(); tile++) {
            float[] exponentials = TileScratch.ofThread().read(kept.get(tile));
            for (int d = 0; d < left.length; d++) {
                int end = (d + 1) * tiles.length(tile);
                for (int i = end - tiles.length(tile); i < end && left[d] >= 0; i++) {
                    left[d] -= exponentials[i];
                    // not a masked word, even if rounding leaves a remainder at the end
                    words[d] = exponentials[i] > 0 ? tiles.start(tile) + i - (end - tiles.length(tile)) : words[d];
                }
            }
        }
        return words;
    }

    /**
     * Adds mu of a tile's words, summed over the weighted documents, to {@code target}, [T]. A document of weight 0 adds
     * nothing, even if its mu is NaN.
     */
    void addProbabilities(int tile, double[] weights, float[] target) {
        OffHeapMatrix e = kept.get(tile);
        float[] exponentials = TileScratch.ofThread().read(e);
        for (int d = 0; d < e.rows(); d++) {
            if (weights[d] == 0) {
                continue;
            }
            float weightToProbability = (float) (weights[d] / normaliser[d]);
            int from = d * e.columns();
            for (int word = 0; word < e.columns(); word++) {
                target[word] += weightToProbability * exponentials[from + word];
            }
        }
    }

    /**
     * Prepares {@link #multiplyKept}: multiplies row d of the last pass's [h, 1, -shift] by weights[d] / S_1, which
     * turns the exponentials it is multiplied with into probabilities.
     */
    void scaleHidden(float[] weights) {
        for (int d = 0; d < weights.length; d++) {
            float scale = (float) (weights[d] / normaliser[d]);
            for (int i = augmented.rowStart(d); i < augmented.rowStart(d + 1); i++) {
                augmented.values()[i] *= scale;
            }
        }
        augmentedOffHeap.write(augmented.values());
    }

    /** target = beta target + mu' diag(weights) [h, 1, -shift] of a tile's words, [T, H + 2], in one product. */
    void multiplyKept(int tile, OffHeapMatrix target, float beta) {
        if (beta == 0) {
            target.reshape(tiles.length(tile), augmented.columns());
        }
        Gemm.transposedMultiply(kept.get(tile), augmentedOffHeap, target, beta);
    }
}
