package io.wordtide.dlgm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.Workers;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VariationalParametersTest {

    @Test
    void shouldHaveNoDivergenceAtThePrior() {
        assertThat(VariationalParameters.prior(3, 5).klToStandardNormal()).containsExactly(0, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldNeverHaveANegativeDivergence(long seed) {
        // Given
        VariationalParameters psi = TinyModels.psi(seed, 200);

        // Then
        for (double divergence : psi.klToStandardNormal()) {
            assertThat(divergence).isPositive();
        }
    }

    /** 1/2 (1 + 4 - 1 - 0) = 2 and 1/2 (e + 0 - 1 - 1) = 0.359141. */
    @Test
    void shouldDivergeAsByHandAndSumOverDimensions() {
        // Given
        VariationalParameters psi =
                new VariationalParameters(new Matrix(1, 2, new float[] {2, 0}), new Matrix(1, 2, new float[] {0, 1}));

        // Then
        assertThat(psi.klToStandardNormal(0, 0)).isEqualTo(2);
        assertThat(psi.klToStandardNormal(0, 1)).isCloseTo(0.359141, within(1e-6));
        assertThat(psi.klToStandardNormal()[0]).isCloseTo(2.359141, within(1e-6));
    }

    /** sigma = exp(log 4 / 2) = 2, so z = 1 +- 2 * 3. */
    @Test
    void shouldReparameterizeAsByHand() {
        // Given
        VariationalParameters psi = new VariationalParameters(
                new Matrix(1, 1, new float[] {1}), new Matrix(1, 1, new float[] {(float) Math.log(4)}));
        Matrix noise = new Matrix(1, 1, new float[] {3});

        // When
        Matrix standardDeviation = Matrix.zeros(1, 1);
        psi.fillStandardDeviation(standardDeviation);
        Matrix latent = Matrix.zeros(1, 1);
        psi.fillLatent(standardDeviation, noise, 1, latent);
        Matrix partner = Matrix.zeros(1, 1);
        psi.fillLatent(standardDeviation, noise, -1, partner);

        // Then: to the 4e-5 of the exponential
        assertThat(standardDeviation.get(0, 0)).isCloseTo(2f, within(8e-5f));
        assertThat(latent.get(0, 0)).isCloseTo(7f, within(3e-4f));
        assertThat(partner.get(0, 0)).isCloseTo(-5f, within(3e-4f));
    }

    @Test
    void shouldCopySoThatTheOriginalStaysAsItIs() {
        // Given
        VariationalParameters psi = TinyModels.psi(1, 2);
        float[] mean = psi.mean().values().clone();

        // When
        Arrays.fill(psi.copy().mean().values(), 7);

        // Then
        assertThat(psi.mean().values()).containsExactly(mean);
    }

    @Test
    void shouldCopyAndOverwriteRows() {
        // Given: three documents, K = 2
        VariationalParameters psi = new VariationalParameters(
                new Matrix(3, 2, new float[] {1, 2, 3, 4, 5, 6}),
                new Matrix(3, 2, new float[] {-1, -2, -3, -4, -5, -6}));

        // When
        VariationalParameters lastTwo = psi.rows(1, 2);
        psi.setRows(0, lastTwo);

        // Then
        assertThat(lastTwo.mean().values()).containsExactly(3, 4, 5, 6);
        assertThat(lastTwo.logVariance().values()).containsExactly(-3, -4, -5, -6);
        assertThat(psi.mean().values()).containsExactly(3, 4, 5, 6, 5, 6);
        assertThat(psi.logVariance().values()).containsExactly(-3, -4, -5, -6, -5, -6);
    }

    /** The means over two documents: 1/2 (1 + 0) / 2 = 0.25 nats in dimension 0, 1/2 (4 + 4) / 2 = 2 in dimension 1. */
    @Test
    void shouldCountTheDimensionsThatDifferFromThePrior() {
        // Given
        VariationalParameters psi =
                new VariationalParameters(new Matrix(2, 2, new float[] {1, 2, 0, -2}), Matrix.zeros(2, 2));

        // Then
        assertThat(psi.activeLatentCount(0.24, Workers.of(1))).isEqualTo(2);
        assertThat(psi.activeLatentCount(0.26, Workers.of(1))).isEqualTo(1);
        assertThat(psi.activeLatentCount(2, Workers.of(1))).isZero();
    }

    @Test
    void shouldNameBothShapesWhenTheyDiffer() {
        assertThatThrownBy(() -> new VariationalParameters(Matrix.zeros(2, 3), Matrix.zeros(2, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected mean and log variance of one shape, found [2, 3] and [2, 4]");
    }
}
