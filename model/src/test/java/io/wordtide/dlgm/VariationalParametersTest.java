package io.wordtide.dlgm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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

    /** Axes at 45 degrees, variances 4 and 1 along them; beside it the same document with independent dimensions. */
    private static VariationalParameters turnedAndStraight() {
        float half = (float) Math.sqrt(0.5);
        Matrix axes = new Matrix(2, 2, new float[] {half, -half, half, half});
        Matrix logVariance = new Matrix(1, 2, new float[] {(float) Math.log(4), 0});
        Matrix mean = new Matrix(1, 2, new float[] {1, 0});
        return VariationalParameters.concatenate(List.of(
                VariationalParameters.along(axes, mean, logVariance), new VariationalParameters(mean, logVariance)));
    }

    /** Noise (1, 0) moves z by 2 along the first axis: by (2, 2) / sqrt(2). */
    @Test
    void shouldReparameterizeAlongItsAxes() {
        // Given
        VariationalParameters psi = turnedAndStraight();
        Matrix noise = new Matrix(2, 2, new float[] {1, 0, 1, 0});

        // When
        Matrix standardDeviation = Matrix.zeros(2, 2);
        psi.fillStandardDeviation(standardDeviation);
        Matrix latent = Matrix.zeros(2, 2);
        psi.fillLatent(standardDeviation, noise, -1, latent);

        // Then
        assertThat(latent.values()).containsExactly(new float[] {1 - 1.414214f, -1.414214f, -1, 0}, within(1e-4f));
    }

    /** Covariance A diag(4, 1) A' = ((2.5, 1.5), (1.5, 2.5)). */
    @Test
    void shouldHaveTheVariancesOfItsDimensions() {
        // When
        VariationalParameters marginal = turnedAndStraight().marginal();

        // Then
        float logOfTwoAndAHalf = 0.916291f;
        assertThat(marginal.logVariance().values())
                .containsExactly(
                        new float[] {logOfTwoAndAHalf, logOfTwoAndAHalf, (float) Math.log(4), 0}, within(1e-5f));
    }

    /** 1/2 (trace 5 + 1 - 2 - log det 4) = 1.306853, turned or not. */
    @Test
    void shouldDivergeTheSameHoweverItIsTurned() {
        assertThat(turnedAndStraight().klToStandardNormal())
                .containsExactly(new double[] {1.306853, 1.306853}, within(1e-5));
    }

    @Test
    void shouldKeepForEachDocumentWhetherItIsTurned() {
        // Given
        VariationalParameters psi = turnedAndStraight();

        // Then
        assertThat(psi.rows(1, 1).turned()).containsExactly(false);
        assertThat(psi.copy().turned()).containsExactly(true, false);

        // When: the first document goes back to where it started
        VariationalParameters start = VariationalParameters.prior(2, 2);
        psi.undoWhereLower(start, bounds(1, 0), bounds(0, 1));

        // Then
        assertThat(psi.turned()).containsExactly(false, false);
        assertThat(psi.mean().row(0)).containsExactly(0, 0);
        assertThat(psi.mean().row(1)).containsExactly(1, 0);
    }

    private static Elbo bounds(double... bounds) {
        return new Elbo(bounds, new double[bounds.length]);
    }

    @Test
    void shouldSayThatAxesAreMissing() {
        // Given: as it comes from another instance
        VariationalParameters turned = turnedAndStraight();
        VariationalParameters received =
                new VariationalParameters(turned.mean(), turned.logVariance(), turned.turned(), null);

        // Then
        assertThatThrownBy(received::marginal).hasMessageContaining("axes");
        assertThat(received.along(Objects.requireNonNull(turned.axes()))
                        .marginal()
                        .logVariance()
                        .values())
                .isEqualTo(turned.marginal().logVariance().values());
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
