package io.wordtide.benchmarks;

import io.wordtide.learn.LearnerConfig.DecoderKind;
import io.wordtide.linalg.Gemm;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.OffHeapMatrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.SeededNoise.Purpose;

/**
 * The matrix products of one refinement step of a block of n documents and nothing else: logits and weighted sums over
 * the vocabulary, each in one product, and the four products of the deep decoder's hidden layers.
 */
final class BareProducts {

    private static final int K = Decoders.LATENT_SIZE;
    private static final int H = Decoders.HIDDEN_SIZE;

    private final boolean deep;
    private final OffHeapMatrix augmented; // [n, W + 2]
    private final OffHeapMatrix outputLayer; // [V, W + 2]
    private final OffHeapMatrix logits = new OffHeapMatrix(); // [n, V]
    private final OffHeapMatrix sums = new OffHeapMatrix(); // [n, W + 2]
    private final OffHeapMatrix latent; // [n, K]
    private final OffHeapMatrix hidden; // [n, H]
    private final OffHeapMatrix first; // [K, H]
    private final OffHeapMatrix second; // [H, H]
    private final OffHeapMatrix result = new OffHeapMatrix(); // [n, H]
    private final OffHeapMatrix latentResult = new OffHeapMatrix(); // [n, K]

    BareProducts(DecoderKind decoder, int documentCount, int vocabularySize) {
        deep = decoder == DecoderKind.DEEP;
        int width = Decoders.outputWidth(decoder) + 2;
        augmented = random(documentCount, width);
        outputLayer = random(vocabularySize, width);
        logits.reshape(documentCount, vocabularySize);
        sums.reshape(documentCount, width);
        latent = random(documentCount, K);
        hidden = random(documentCount, H);
        first = random(K, H);
        second = random(H, H);
        result.reshape(documentCount, H);
        latentResult.reshape(documentCount, K);
    }

    /** Numbers of the magnitude of weights: products of zeros could be faster, of denormals slower. */
    private static OffHeapMatrix random(int rows, int columns) {
        Matrix values = Matrix.zeros(rows, columns);
        SeededNoise.of(1, rows, Purpose.INITIAL_WEIGHTS).part(columns).fillUniform(values.values(), 0.1);
        OffHeapMatrix matrix = new OffHeapMatrix();
        matrix.copyFrom(values);
        return matrix;
    }

    /** Computes the products of {@code stepCount} steps. */
    void run(int stepCount) {
        for (int step = 0; step < stepCount; step++) {
            if (deep) {
                Gemm.multiply(latent, first, result, 0);
                Gemm.multiply(hidden, second, result, 0);
            }
            Gemm.multiplyTransposed(augmented, outputLayer, logits);
            Gemm.multiply(logits, outputLayer, sums, 0);
            if (deep) {
                Gemm.multiplyTransposed(hidden, second, result);
                Gemm.multiplyTransposed(hidden, first, latentResult);
            }
        }
    }
}
