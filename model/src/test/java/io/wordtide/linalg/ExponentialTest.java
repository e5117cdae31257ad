package io.wordtide.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExponentialTest {

    /** Measured: 2.9e-5 and 3.2e-4. The bounds are those of the class's documentation. */
    @ParameterizedTest
    @CsvSource({"-30, 30, 4e-5", "-75, -30, 1e-3"})
    void shouldStayWithinItsRelativeError(double from, double to, double bound) {
        // Given
        float[] arguments = new float[200_000];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = (float) (from + (to - from) * i / (arguments.length - 1));
        }
        float[] values = arguments.clone();

        // When
        Exponential.expInPlace(values, values.length);

        // Then
        double largest = 0;
        for (int i = 0; i < values.length; i++) {
            double exact = Math.exp(arguments[i]);
            largest = Math.max(largest, Math.abs(values[i] - exact) / exact);
        }
        assertThat(largest).as("largest relative error").isLessThan(bound);
    }

    /** exp(-75) is 2.7e-33: any loss below it is negligible beside a weight of 1. */
    @Test
    void shouldFallToExactlyZeroWithoutTurningNegative() {
        // Given
        float[] values = new float[2_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = -75 - 0.01f * i;
        }

        // When
        Exponential.expInPlace(values, values.length);

        // Then
        for (int i = 0; i < values.length; i++) {
            assertThat(values[i]).as("exp(%s)", -75 - 0.01f * i).isBetween(0f, 3e-33f);
        }
        assertThat(values[1_200]).as("exp(-87)").isZero();
    }

    @Test
    void shouldStayFiniteAtTheExtremesAndKeepNaN() {
        // Given
        float[] values = {Float.MAX_VALUE, Float.POSITIVE_INFINITY, -1e30f, Float.NEGATIVE_INFINITY, Float.NaN};

        // When
        Exponential.expInPlace(values, values.length);

        // Then: too large an argument is treated as 60; a NaN must reach the check of the bound
        assertThat((double) values[0]).isCloseTo(Math.exp(60), withinPercentage(0.01));
        assertThat(values[1]).isEqualTo(values[0]);
        assertThat(values[2]).isZero();
        assertThat(values[3]).isZero();
        assertThat(values[4]).isNaN();
    }

    @Test
    void shouldTouchNothingBehindItsLength() {
        // Given
        float[] values = {0, 0, 5};

        // When
        Exponential.expInPlace(values, 2);

        // Then
        assertThat(values).containsExactly(1, 1, 5);
    }
}
