package io.wordtide.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.SeededNoise.Purpose;
import io.wordtide.nn.Parameter;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryLayerTest {

    private static final int UNITS = 3;
    private static final SeededNoise NOISE = SeededNoise.of(1, 1, Purpose.HIDDEN_UNITS);

    private static BinaryLayer layer(boolean autoregressive) {
        if (!autoregressive) {
            return BinaryLayer.factorial(UNITS);
        }
        BinaryLayer layer = BinaryLayer.autoregressive("layer", UNITS);
        NOISE.part(1).fillUniform(layer.parameters().get(0).value().values(), 2);
        return layer;
    }

    private static Matrix outside(int rows) {
        Matrix outside = Matrix.zeros(rows, UNITS);
        outside.fillRows(new float[] {0.5f, -1, 0.2f});
        return outside;
    }

    @Test
    void shouldMultiplyTheProbabilitiesOfTheUnits() {
        // Given: R_21 = 1, all others 0
        BinaryLayer layer = BinaryLayer.autoregressive("layer", UNITS);
        layer.parameters().get(0).value().values()[UNITS] = 1;

        // When
        double logProbability = layer.logProbabilities(outside(1), new Matrix(1, 3, new float[] {1, 1, 0}))[0];

        // Then: sigmoid(0.5) sigmoid(-1 + 1) (1 - sigmoid(0.2)) = 0.62246 · 0.5 · 0.45017
        assertThat(Math.exp(logProbability)).isCloseTo(0.14010, within(1e-5));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldGiveAllStatesProbabilityOne(boolean autoregressive) {
        BinaryLayer layer = layer(autoregressive);
        double sum = 0;
        for (Matrix hidden : TinyMachines.allHidden(UNITS)) {
            sum += Math.exp(layer.logProbabilities(outside(1), hidden)[0]);
        }

        assertThat(sum).isCloseTo(1, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldDrawStatesAsOftenAsTheyAreProbable(boolean autoregressive) {
        // When
        BinaryLayer layer = layer(autoregressive);
        Matrix drawn = layer.draw(outside(20_000), NOISE.part(2));

        // Then: standard deviations are below 1/280
        for (Matrix state : TinyMachines.allHidden(UNITS)) {
            int count = 0;
            for (int row = 0; row < drawn.rows(); row++) {
                count += Arrays.equals(drawn.row(row), state.values()) ? 1 : 0;
            }
            assertThat(count / 20_000.0)
                    .isCloseTo(Math.exp(layer.logProbabilities(outside(1), state)[0]), within(0.012));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldDifferentiateTheLogProbability(boolean autoregressive) {
        BinaryLayer layer = layer(autoregressive);
        Matrix outside = outside(1);
        Matrix hidden = new Matrix(1, 3, new float[] {1, 0, 1});

        // When
        Matrix dOutside = layer.accumulateGradients(outside, hidden, new double[] {2});

        // Then: floats and a step of 1e-2
        for (int j = 0; j < UNITS; j++) {
            double expected = 2 * derivative(layer, outside, hidden, outside.values(), j);
            assertThat((double) dOutside.get(0, j)).isCloseTo(expected, within(1e-3));
        }
        for (Parameter r : layer.parameters()) {
            for (int i = 0; i < r.value().size(); i++) {
                double expected =
                        2 * derivative(layer, outside, hidden, r.value().values(), i);
                assertThat((double) r.gradient().values()[i]).as("R[%d]", i).isCloseTo(expected, within(1e-3));
            }
        }
    }

    private static double derivative(BinaryLayer layer, Matrix outside, Matrix hidden, float[] values, int i) {
        float old = values[i];
        values[i] = old + 1e-2f;
        double above = layer.logProbabilities(outside, hidden)[0];
        values[i] = old - 1e-2f;
        double below = layer.logProbabilities(outside, hidden)[0];
        values[i] = old;
        return (above - below) / 2e-2;
    }
}
