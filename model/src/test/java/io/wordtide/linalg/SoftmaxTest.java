package io.wordtide.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.dlgm.GenerativeModel;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoftmaxTest {

    /** Twice the relative error of {@link Exponential}: once in the weight, once in the sum. */
    private static final double EXPONENTIAL_ERROR = 8e-5;

    @Test
    void shouldGiveProbabilitiesByHand() {
        // Given: log 1, log 2, log 5, so that the weights are 1, 2 and 5 of 8
        Matrix logits = new Matrix(1, 3, new float[] {0, (float) Math.log(2), (float) Math.log(5)});

        // When
        double[] logNormalisers = Softmax.probabilitiesInPlace(logits);

        // Then
        assertThat(logits.values()).containsExactly(new float[] {0.125f, 0.25f, 0.625f}, within((float) 1e-5));
        assertThat(logNormalisers[0]).isCloseTo(Math.log(8), within(EXPONENTIAL_ERROR));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 5_000})
    void shouldSumToOneWhateverTheLength(int length) {
        // Given
        Matrix logits = gaussian(4, length, new Random(length));

        // When
        Softmax.probabilitiesInPlace(logits);

        // Then: each probability is rounded once, and a sum of 1 leaves 2^-24 of it to the roundings
        for (int row = 0; row < 4; row++) {
            double sum = 0;
            for (float probability : logits.row(row)) {
                sum += probability;
            }
            assertThat(sum).isCloseTo(1, within(2e-7));
        }
    }

    @Test
    void shouldNotChangeWhenAllLogitsShift() {
        // Given: numbers of few binary digits, so that shifting them rounds nothing
        Matrix logits = new Matrix(1, 4, new float[] {-1.5f, 0.25f, 2, 0.75f});
        Matrix shifted = new Matrix(1, 4, new float[] {998.5f, 1000.25f, 1002, 1000.75f});

        // When
        double logNormaliser = Softmax.probabilitiesInPlace(logits)[0];
        double shiftedLogNormaliser = Softmax.probabilitiesInPlace(shifted)[0];

        // Then
        assertThat(shifted.values()).containsExactly(logits.values());
        assertThat(shiftedLogNormaliser).isCloseTo(logNormaliser + 1000, within(1e-9));
    }

    @Test
    void shouldStayFiniteWhenLogitsAreHuge() {
        // Given
        Matrix logits = new Matrix(2, 3, new float[] {3e38f, 1, -3e38f, -3e38f, -2e38f, -3e38f});

        // When
        double[] logNormalisers = Softmax.probabilitiesInPlace(logits);

        // Then
        assertThat(logits.values()).containsExactly(1, 0, 0, 0, 1, 0);
        assertThat(logNormalisers).containsExactly(3e38f, -2e38f);
    }

    /** A living vocabulary of 5,000 rows in which the first 10 are used: the others must not take part at all. */
    @Test
    void shouldGiveExactlyNothingToMaskedRows() {
        // Given
        Matrix logits = gaussian(1, 5_000, new Random(5));
        Matrix usedLogits = new Matrix(1, 10, Arrays.copyOf(logits.values(), 10));
        Arrays.fill(logits.values(), 10, 5_000, GenerativeModel.MASKED);

        // When
        double logNormaliser = Softmax.probabilitiesInPlace(logits)[0];
        double usedLogNormaliser = Softmax.probabilitiesInPlace(usedLogits)[0];

        // Then
        assertThat(Arrays.copyOfRange(logits.values(), 10, 5_000)).containsOnly(0);
        assertThat(Arrays.copyOf(logits.values(), 10)).containsExactly(usedLogits.values());
        assertThat(logNormaliser).isEqualTo(usedLogNormaliser);
    }

    @Test
    void shouldEqualTheDefinitionInDouble() {
        // Given
        Matrix logits = gaussian(1, 777, new Random(9));
        double[] weights = new double[777];
        Arrays.setAll(weights, i -> Math.exp(logits.values()[i]));
        double normaliser = Arrays.stream(weights).sum();

        // When
        double logNormaliser = Softmax.probabilitiesInPlace(logits)[0];

        // Then
        assertThat(logNormaliser).isCloseTo(Math.log(normaliser), within(EXPONENTIAL_ERROR));
        for (int i = 0; i < weights.length; i++) {
            double probability = weights[i] / normaliser;
            Offset<Double> tolerance = within(EXPONENTIAL_ERROR * probability);
            assertThat((double) logits.values()[i]).as("element %d", i).isCloseTo(probability, tolerance);
        }
    }

    private static Matrix gaussian(int rows, int columns, Random random) {
        Matrix matrix = Matrix.zeros(rows, columns);
        for (int i = 0; i < matrix.size(); i++) {
            matrix.values()[i] = (float) (2 * random.nextGaussian());
        }
        return matrix;
    }
}
