package io.wordtide.dlgm;

import io.wordtide.linalg.Exponential;
import io.wordtide.linalg.Gemm;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.OffHeapMatrix;
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
 * <p>Allocates nothing after its largest block. Not thread-safe: one kernel per block.
 */
final class SoftmaxKernel {

    private static final double LARGEST_LOG_SUM = 20;

    /** A sum of exactly 0 says only that every logit is below the shift by more than 87. */
    private static final double SHIFT_AFTER_UNDERFLOW = -80;

    /** Enough for logits of thousands; a document with larger logits has no normaliser, as if they were NaN. */
    private static final int MAXIMUM_PASSES = 100;

    private final OutputTiles tiles;
    private final OffHeapMatrix augmentedOffHeap = new OffHeapMatrix();
    private final OffHeapMatrix sumsOffHeap = new OffHeapMatrix();
    private final OffHeapMatrix passing = new OffHeapMatrix();
    private final List<OffHeapMatrix> kept = new ArrayList<>();
    private Matrix augmented = Matrix.zeros(0, 0); // [n, H + 2]: h, 1, -shift
    private Matrix sums = Matrix.zeros(0, 0); // [n, H + 2]
    private float[] exponentials = new float[0]; // [n, T]
    private double[] shift = new double[0]; // [n]
    private double[] normaliser = new double[0]; // [n], S_1
    private double[] logNormaliser = new double[0]; // [n]
    private double[] observedLogits = new double[0]; // [n], sum over the documents' tokens

    SoftmaxKernel(OutputTiles tiles) {
        this.tiles = tiles;
    }

    /** Prepares for passes over blocks of {@code documentCount} rows, from a first guess of the shifts. */
    void begin(int documentCount, int hiddenSize) {
        int width = hiddenSize + 2;
        if (augmented.values().length < documentCount * width) {
            augmented = Matrix.zeros(documentCount, width);
            sums = Matrix.zeros(documentCount, width);
        }
        augmented = new Matrix(documentCount, width, augmented.values());
        sums = new Matrix(documentCount, width, sums.values());
        augmentedOffHeap.reshape(documentCount, width);
        sumsOffHeap.reshape(documentCount, width);
        if (exponentials.length < documentCount * tiles.length(0)) {
            exponentials = new float[documentCount * tiles.length(0)];
        }
        shift = new double[documentCount];
        normaliser = new double[documentCount];
        logNormaliser = new double[documentCount];
        observedLogits = new double[documentCount];
        Arrays.fill(shift, tiles.biasLogNormaliser());
    }

    /**
     * A pass over the vocabulary.
     *
     * @param hidden h(z), [n, H]
     * @param expectations whether to compute E_mu[W]
     * @param keep whether to keep the exponentials of all tiles, [n, V]
     */
    void run(Matrix hidden, boolean expectations, boolean keep) {
        run(hidden, expectations, keep, List.of());
    }

    /**
     * A pass over the vocabulary that compares mu with the documents' counts, and keeps the differences instead of the
     * exponentials:
     *
     * <pre>
     * R_dv = E_dv - x_dv S_1d / N_d,   so that - N_d / S_1d R = x - N mu   [n, V]
     * S = R A                                                              [n, H + 2]
     * </pre>
     *
     * The counts change only the words of their documents. Without that, x W and x' h would be products of their own, as
     * long as a document's words times H. {@link #logLikelihood} is found on the way.
     *
     * @param hidden h(z), [n, H]
     * @param documents x, none of them empty
     */
    void runAgainst(List<DocumentCounts> documents, Matrix hidden) {
        run(hidden, false, true, documents);
        for (int tile = 0; tile < tiles.count(); tile++) {
            OffHeapMatrix differences = kept(tile);
            forEachWord(tile, documents, (d, column, count) -> differences.add(
                    d, column, (float) (-count * normaliser[d] / documents.get(d).tokenCount())));
            Gemm.multiply(differences, tiles.get(tile), sumsOffHeap, tile == 0 ? 0 : 1);
        }
        sumsOffHeap.read(sums.values());
    }

    private void run(Matrix hidden, boolean expectations, boolean keep, List<DocumentCounts> documents) {
        for (int pass = 1; pass <= MAXIMUM_PASSES; pass++) {
            augment(hidden);
            Arrays.fill(observedLogits, 0);
            for (int tile = 0; tile < tiles.count(); tile++) {
                exponentiate(tile, expectations, keep, documents);
            }
            if (takeNormalisers(expectations)) {
                return;
            }
        }
        giveUpRestless();
    }

    private void augment(Matrix hidden) {
        for (int d = 0; d < hidden.rows(); d++) {
            int to = augmented.rowStart(d);
            System.arraycopy(hidden.values(), hidden.rowStart(d), augmented.values(), to, hidden.columns());
            augmented.values()[to + hidden.columns()] = 1;
            // the effective shift is the one rounded to a float; after a NaN, the first guess is used again
            shift[d] = (float) (Double.isNaN(shift[d]) ? tiles.biasLogNormaliser() : shift[d]);
            augmented.values()[to + hidden.columns() + 1] = (float) -shift[d];
        }
        augmentedOffHeap.write(augmented.values());
        Arrays.fill(normaliser, 0);
    }

    private void exponentiate(int tile, boolean expectations, boolean keep, List<DocumentCounts> documents) {
        OffHeapMatrix a = tiles.get(tile);
        OffHeapMatrix e = keep ? kept(tile) : passing;
        e.reshape(augmented.rows(), a.rows());
        Gemm.multiplyTransposed(augmentedOffHeap, a, e);
        // a round trip over the heap, in cache: C2 vectorises only loops over Java arrays
        e.read(exponentials);
        forEachWord(tile, documents, (d, column, count) ->
                observedLogits[d] += count * (exponentials[d * e.columns() + column] + shift[d]));
        Exponential.expInPlace(exponentials, e.size());
        if (expectations || keep) {
            e.write(exponentials);
        }
        if (expectations) {
            Gemm.multiply(e, a, sumsOffHeap, tile == 0 ? 0 : 1);
        } else {
            addRowSums(e.rows(), e.columns());
        }
    }

    /** What to do with a word of a document, at a column of a tile. */
    private interface WordVisitor {
        void visit(int document, int column, int count);
    }

    private void forEachWord(int tile, List<DocumentCounts> documents, WordVisitor visitor) {
        int start = tiles.start(tile);
        int end = tiles.end(tile);
        for (int d = 0; d < documents.size(); d++) {
            int[] rows = documents.get(d).rows();
            for (int i = documents.get(d).firstFrom(start); i < rows.length && rows[i] < end; i++) {
                visitor.visit(d, rows[i] - start, documents.get(d).counts()[i]);
            }
        }
    }

    /** Whether all normalisers were found; shifts the documents whose were not, and prepares the next pass. */
    private boolean takeNormalisers(boolean expectations) {
        if (expectations) {
            sumsOffHeap.read(sums.values());
        }
        boolean all = true;
        for (int d = 0; d < shift.length; d++) {
            if (expectations) {
                normaliser[d] = sums.values()[sums.rowStart(d + 1) - 1];
            }
            all &= !isRestless(d);
            logNormaliser[d] = shift[d] + logSum(d);
            shift[d] = logNormaliser[d];
        }
        return all;
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

    /** Sums in four lanes whose order is fixed, so that results do not depend on the compiler. */
    private void addRowSums(int rows, int columns) {
        for (int row = 0; row < rows; row++) {
            double a = 0;
            double b = 0;
            double c = 0;
            double d = 0;
            int end = (row + 1) * columns;
            int i = row * columns;
            for (; i + 3 < end; i += 4) {
                a += exponentials[i];
                b += exponentials[i + 1];
                c += exponentials[i + 2];
                d += exponentials[i + 3];
            }
            for (; i < end; i++) {
                a += exponentials[i];
            }
            normaliser[row] += (a + b) + (c + d);
        }
    }

    /** log Z of a document in the last pass, nats; NaN if the logits are NaN, or beyond all passes. */
    double logNormaliser(int document) {
        return logNormaliser[document];
    }

    /** log p(x given z) of a document in the last pass against documents, nats. */
    double logLikelihood(int document, int tokenCount) {
        return observedLogits[document] - tokenCount * logNormaliser[document];
    }

    /** Sum of a document's exponentials in the last pass: divides those kept into probabilities. */
    double normaliser(int document) {
        return normaliser[document];
    }

    /** S of the last pass with expectations or against documents, to be divided by {@link #normaliser}; [n, H + 2]. */
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
            kept(tile).read(exponentials);
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
     * Adds mu of a tile's words, summed over the weighted documents, to {@code target} from {@code start}; returns the
     * number of words. A document of weight 0 adds nothing, even if its mu is NaN.
     */
    int addProbabilities(int tile, double[] weights, float[] target, int start) {
        OffHeapMatrix e = kept(tile);
        e.read(exponentials);
        for (int d = 0; d < e.rows(); d++) {
            if (weights[d] == 0) {
                continue;
            }
            float weightToProbability = (float) (weights[d] / normaliser[d]);
            int from = d * e.columns();
            for (int word = 0; word < e.columns(); word++) {
                target[start + word] += weightToProbability * exponentials[from + word];
            }
        }
        return e.columns();
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
        Gemm.transposedMultiply(kept(tile), augmentedOffHeap, target, beta);
    }

    /** The exponentials of a tile, [n, T], of the last pass that kept them. */
    private OffHeapMatrix kept(int tile) {
        while (kept.size() <= tile) {
            kept.add(new OffHeapMatrix());
        }
        return kept.get(tile);
    }
}
