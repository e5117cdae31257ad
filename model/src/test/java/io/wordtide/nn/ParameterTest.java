package io.wordtide.nn;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.SeededNoise.Purpose;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ParameterTest {

    private final SeededNoise noise = SeededNoise.of(1, 0, Purpose.INITIAL_WEIGHTS);

    @Test
    void shouldGrowByTheRowsItWouldHaveHadFromTheStart() {
        // Given
        Parameter complete = new Parameter("weights", 5, 3).initialize(noise, 0.1);
        Parameter parameter = new Parameter("weights", 2, 3).initialize(noise, 0.1);
        parameter.value().values()[4] = 7;

        // When
        parameter.growTo(5, 3);

        // Then
        complete.value().values()[4] = 7;
        assertThat(parameter.value().rows()).isEqualTo(5);
        assertThat(parameter.value().values()).isEqualTo(complete.value().values());
    }

    /** A row that is begun anew, too, has the weights of the narrow parameter's, and zeros behind them. */
    @Test
    void shouldBeginItsFirstColumnsAsIfThereWereNoOthers() {
        // Given
        Parameter narrow = new Parameter("weights", 5, 3).initialize(noise, 0.1);
        Parameter wide = new Parameter("weights", 2, 5).initialize(noise, 0.1, 3);

        // When
        wide.growTo(5, 5);
        narrow.initializeRow(2, noise.part(7), 0.1);
        Arrays.fill(wide.value().values(), 10, 15, 9);
        wide.initializeRow(2, noise.part(7), 0.1);

        // Then
        for (int row = 0; row < 5; row++) {
            assertThat(Arrays.copyOf(wide.value().row(row), 3))
                    .isEqualTo(narrow.value().row(row));
            assertThat(wide.value().get(row, 3)).isZero();
            assertThat(wide.value().get(row, 4)).isZero();
        }
    }

    @Test
    void shouldGrowByZerosAndWithItsGradientWhenItBeganWithZeros() {
        // Given
        Parameter bias = new Parameter("bias", 1, 2);
        bias.value().values()[1] = 7;
        bias.gradient().values()[1] = 7;

        // When
        bias.growTo(1, 4);

        // Then
        assertThat(bias.value().values()).containsExactly(0, 7, 0, 0);
        assertThat(bias.gradient().values()).containsExactly(0, 0, 0, 0);
    }
}
