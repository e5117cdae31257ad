package io.wordtide.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.SeededNoise.Purpose;
import io.wordtide.linalg.Workers;
import io.wordtide.nn.DenseLayer.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * By hand, with three documents (the second without a word), three vocabulary rows and two outputs:
 *
 * <pre>
 * input = | 2 0 0.5 |    W = |  1 -1 |    b = | 0.5 -4 |    input W + b = | 0.5 -3.5 |    relu = | 0.5 0 |
 *         | 0 0 0   |        |  2  3 |                                    | 0.5 -4   |           | 0.5 0 |
 *         | 0 2 0   |        | -4  5 |                                    | 4.5  2   |           | 4.5 2 |
 * </pre>
 */
class SparseLayerTest {

    private static final SeededNoise NOISE = SeededNoise.of(1, 0, Purpose.INITIAL_WEIGHTS);

    private static final List<SparseInput> INPUTS = List.of(
            new SparseInput(new int[] {0, 2}, new float[] {2, 0.5f}),
            new SparseInput(new int[0], new float[0]),
            new SparseInput(new int[] {1}, new float[] {2}));

    private static SparseLayer layer() {
        SparseLayer layer = new SparseLayer("layer", 3, 2, NOISE, 0.1, Workers.shared());
        float[] weights = layer.parameters().get(0).value().values();
        System.arraycopy(new float[] {1, -1, 2, 3, -4, 5}, 0, weights, 0, 6);
        layer.parameters().get(1).value().fillRows(new float[] {0.5f, -4});
        return layer;
    }

    @Test
    void shouldMapForwardAsByHand() {
        assertThat(layer().forward(INPUTS).values()).containsExactly(0.5f, 0, 0.5f, 0, 4.5f, 2);
    }

    /** Relu lets (1, 0), (1, 0), (1, 2) of dOutput's rows (1, 1), (1, 1), (1, 2) through; dW = input' of these. */
    @Test
    void shouldAddItsGradientsAsByHand() {
        // Given
        SparseLayer layer = layer();
        Matrix output = layer.forward(INPUTS);

        // When
        layer.accumulateGradients(INPUTS, output, new Matrix(3, 2, new float[] {1, 1, 1, 1, 1, 2}));

        // Then
        assertThat(layer.parameters().get(0).gradient().values()).containsExactly(2, 0, 2, 4, 0.5f, 0);
        assertThat(layer.parameters().get(1).gradient().values()).containsExactly(3, 2);
    }

    /** Row by row: three words, each with a document; a fourth, without one, has no row. */
    @Test
    void shouldGiveARowForEachWordThatOccurs() {
        // Given
        SparseLayer layer = new SparseLayer("layer", 4, 2, NOISE, 0.1, Workers.of(1));
        Map<Integer, float[]> rows = new TreeMap<>();

        // When: all of dOutput is let through
        layer.weightGradients(INPUTS, new Matrix(3, 2, new float[] {1, 1, 1, 1, 1, 1}), new Matrix(3, 2, new float[] {
                    1, 1, 1, 1, 1, 2
                }))
                .forEach(() -> (row, gradient) -> rows.put(row, gradient.clone()));

        // Then
        assertThat(rows).containsOnlyKeys(0, 1, 2);
        assertThat(rows.get(0)).containsExactly(2, 2);
        assertThat(rows.get(1)).containsExactly(2, 4);
        assertThat(rows.get(2)).containsExactly(0.5f, 0.5f);
        assertThat(layer.parameters().get(1).gradient().values()).containsExactly(3, 4);
    }

    /** 60 documents are three parts of the forward pass, and their 40 words are spread over the sixteen of the backward one. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void shouldGiveTheSameBitsWithAnyNumberOfThreads(int threadCount) {
        // Given: each document has five of 40 words, so that documents share words
        List<SparseInput> inputs = new ArrayList<>();
        for (int d = 0; d < 60; d++) {
            float[] weights = new float[5];
            NOISE.part(d).fillUniform(weights, 1);
            int first = d % 8;
            inputs.add(new SparseInput(new int[] {first, first + 8, first + 16, first + 24, first + 32}, weights));
        }

        // When
        List<float[]> onOne = forwardAndBackward(inputs, 1);
        List<float[]> onSeveral = forwardAndBackward(inputs, threadCount);

        // Then: output, dW, db
        for (int i = 0; i < 3; i++) {
            assertThat(onSeveral.get(i)).as("array %d", i).isEqualTo(onOne.get(i));
            assertThat(onOne.get(i)).as("array %d, not all zeros", i).isNotEqualTo(new float[onOne.get(i).length]);
        }
    }

    private static List<float[]> forwardAndBackward(List<SparseInput> inputs, int threadCount) {
        try (Workers workers = Workers.of(threadCount)) {
            SparseLayer layer = new SparseLayer("layer", 40, 250, NOISE, 1, workers);
            Matrix output = layer.forward(inputs);
            Matrix dOutput = Matrix.zeros(inputs.size(), 250);
            NOISE.part(1_000).fillUniform(dOutput.values(), 1);
            layer.accumulateGradients(inputs, output, dOutput);
            return List.of(
                    output.values(),
                    layer.parameters().get(0).gradient().values(),
                    layer.parameters().get(1).gradient().values());
        }
    }

    @Test
    void shouldEqualADenseLayerOfTheSameWeights() {
        // Given: the same noise, hence the same initial weights
        SparseLayer sparse = new SparseLayer("layer", 3, 50, NOISE, 1, Workers.shared());
        DenseLayer dense = new DenseLayer("layer", 3, 50, Activation.RELU, NOISE, 1);
        Matrix denseInput = new Matrix(3, 3, new float[] {2, 0, 0.5f, 0, 0, 0, 0, 2, 0});

        // When
        Matrix output = sparse.forward(INPUTS);
        Matrix dOutput = Matrix.zeros(3, 50);
        NOISE.part(1).fillUniform(dOutput.values(), 1);
        sparse.accumulateGradients(INPUTS, output, dOutput.copy());
        dense.accumulateGradients(denseInput, dense.forward(denseInput), dOutput.copy());

        // Then: sums of at most three numbers below 2, in another order
        assertThat(output.values()).containsExactly(dense.forward(denseInput).values(), within(1e-6f));
        for (int i = 0; i < 2; i++) {
            assertThat(sparse.parameters().get(i).gradient().values())
                    .containsExactly(dense.parameters().get(i).gradient().values(), within(1e-6f));
        }
    }
}
