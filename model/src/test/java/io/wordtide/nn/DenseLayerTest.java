package io.wordtide.nn;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.SeededNoise.Purpose;
import io.wordtide.nn.DenseLayer.Activation;
import org.junit.jupiter.api.Test;

/**
 * By hand, with two documents, two inputs and two outputs. The last sum before the activation is exactly 0, where
 * relu's derivative is taken to be 0:
 *
 * <pre>
 * input = |  1  2 |    W = | 1 -1 |    b = | 0.5 -4 |    input W + b = | 5.5  1 |    relu = | 5.5  1 |
 *         | -1  1 |        | 2  3 |                                    | 1.5  0 |           | 1.5  0 |
 *
 * dOutput = | 1  2 |   through relu:  | 1  2 |
 *           | 3  4 |                  | 3  0 |
 * </pre>
 */
class DenseLayerTest {

    private static final Matrix INPUT = new Matrix(2, 2, new float[] {1, 2, -1, 1});

    private static DenseLayer layer(Activation activation) {
        SeededNoise noise = SeededNoise.of(1, 0, Purpose.INITIAL_WEIGHTS);
        DenseLayer layer = new DenseLayer("layer", 2, 2, activation, noise, 0.1);
        layer.parameters().get(0).value().fillRows(new float[] {1, -1});
        System.arraycopy(
                new float[] {2, 3}, 0, layer.parameters().get(0).value().values(), 2, 2);
        layer.parameters().get(1).value().fillRows(new float[] {0.5f, -4});
        return layer;
    }

    private static Matrix dOutput() {
        return new Matrix(2, 2, new float[] {1, 2, 3, 4});
    }

    @Test
    void shouldMapForwardAsByHand() {
        assertThat(layer(Activation.RELU).forward(INPUT).values()).containsExactly(5.5f, 1, 1.5f, 0);
        assertThat(layer(Activation.IDENTITY)
                        .forward(new Matrix(1, 2, new float[] {0, 0}))
                        .values())
                .containsExactly(0.5f, -4);
    }

    /** Row 1: (1 * 1 + 2 * -1, 1 * 2 + 2 * 3), row 2: (3 * 1, 3 * 2). */
    @Test
    void shouldPassDerivativesBackAsByHand() {
        // Given
        DenseLayer layer = layer(Activation.RELU);

        // When
        Matrix dInput = layer.backward(layer.forward(INPUT), dOutput());

        // Then
        assertThat(dInput.values()).containsExactly(-1, 8, 3, 6);
    }

    /** dW = input' dOutput, row 1: 1 * (1, 2) - 1 * (3, 0), row 2: 2 * (1, 2) + 1 * (3, 0); db: the columns' sums. */
    @Test
    void shouldAddItsGradientsToThoseThatAreThere() {
        // Given
        DenseLayer layer = layer(Activation.RELU);
        layer.parameters().get(1).gradient().fillRows(new float[] {100, 100});

        // When
        layer.accumulateGradients(INPUT, layer.forward(INPUT), dOutput());

        // Then
        assertThat(layer.parameters().get(0).gradient().values()).containsExactly(-2, 2, 5, 4);
        assertThat(layer.parameters().get(1).gradient().values()).containsExactly(104, 102);
    }

    @Test
    void shouldGiveTheSameDerivativesInWhateverOrderTheyAreAskedFor() {
        // Given
        DenseLayer layer = layer(Activation.RELU);
        Matrix output = layer.forward(INPUT);
        Matrix dOutput = dOutput();

        // When
        layer.accumulateGradients(INPUT, output, dOutput);
        Matrix dInput = layer.backward(output, dOutput);

        // Then
        assertThat(dInput.values()).containsExactly(-1, 8, 3, 6);
    }

    /**
     * Document 1 moves along the first input, document 2 along the second: the rows of W, except for the inactive unit.
     */
    @Test
    void shouldMapTangentsAsByHand() {
        // Given
        DenseLayer layer = layer(Activation.RELU);

        // When
        Matrix tangent = layer.tangent(layer.forward(INPUT), new Matrix(2, 2, new float[] {1, 0, 0, 1}));

        // Then
        assertThat(tangent.values()).containsExactly(1, -1, 2, 0);
    }

    @Test
    void shouldInitializeWeightsWithinTheBoundAndBiasesWithZero() {
        // When
        SeededNoise noise = SeededNoise.of(1, 0, Purpose.INITIAL_WEIGHTS);
        DenseLayer layer = new DenseLayer("layer", 30, 20, Activation.RELU, noise, 0.1);

        // Then
        assertThat(layer.inputSize()).isEqualTo(30);
        assertThat(layer.outputSize()).isEqualTo(20);
        assertThat(layer.parameters()).extracting(Parameter::name).containsExactly("layer.weights", "layer.bias");
        for (float weight : layer.parameters().get(0).value().values()) {
            assertThat(weight).isBetween(-0.1f, 0.1f).isNotZero();
        }
        assertThat(layer.parameters().get(1).value().values()).containsOnly(0);
    }
}
