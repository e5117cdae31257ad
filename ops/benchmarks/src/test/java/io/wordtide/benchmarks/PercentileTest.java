package io.wordtide.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PercentileTest {

    @Test
    void shouldTakeTheValueThatSoManyOfAHundredAreBelow() {
        // Given: 0 to 199, from the largest down
        double[] values = IntStream.range(0, 200).mapToDouble(i -> 199.0 - i).toArray();

        // Then: 100 values are below 100, 198 below 198
        assertThat(Percentile.of(values, 50)).isEqualTo(100);
        assertThat(Percentile.of(values, 99)).isEqualTo(198);
        assertThat(Percentile.of(values, 100)).isEqualTo(199);
        assertThat(Percentile.of(values, 0)).isZero();
        assertThat(values[0]).as("stays as it was").isEqualTo(199);
    }

    @Test
    void shouldTakeTheOnlyValue() {
        assertThat(Percentile.of(new double[] {7}, 99)).isEqualTo(7);
        assertThat(Percentile.of(new double[] {7}, 100)).isEqualTo(7);
    }
}
