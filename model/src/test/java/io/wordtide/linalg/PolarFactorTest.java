package io.wordtide.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolarFactorTest {

    /** [[0, -3], [2, 0]] = R S with R a turn by 90 degrees and S = diag(2, 3). */
    @Test
    void shouldFindTheTurnInATurnedAndStretchedPlane() {
        // When
        double[] nearest = PolarFactor.of(new double[] {0, -3, 2, 0}, 2);

        // Then
        assertThat(nearest).containsExactly(new double[] {0, -1, 1, 0}, within(1e-12));
    }

    @Test
    void shouldLeaveAReflectionAsItIs() {
        // Given
        double[] reflection = {0, 1, 1, 0};

        // Then
        assertThat(PolarFactor.of(reflection, 2)).containsExactly(reflection, within(1e-12));
    }

    /** For an orthogonal Q and a positive definite P, the polar factor of Q P is Q. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64, 65, 100, 200})
    void shouldFindTheOrthogonalFactorOfAProduct(int n) {
        // Given
        Random random = new Random(n);
        double[] orthogonal = PolarFactor.of(
                IntStream.range(0, n * n)
                        .mapToDouble(i -> random.nextGaussian())
                        .toArray(),
                n);
        double[] stretched = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                stretched[i * n + j] = orthogonal[i * n + j] * (1 + j);
            }
        }

        // When
        double[] found = PolarFactor.of(stretched, n);

        // Then
        assertThat(found).containsExactly(orthogonal, within(1e-9));
    }
}
