package io.wordtide.dlgm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.linalg.Matrix;
import io.wordtide.text.RecordedState;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * K = 1. After 250 documents, all at 0 but the one in the middle, which is at 5 and counts as if it were at 3 sqrt(K) = 3:
 *
 * <pre>
 * component 0   250 documents at 0 and 5 more from the start
 * component 1   20 documents at 3 and 5 at 0 from the start: mu = 60 / 25 = 2.4
 * pi            255 / 280 and 25 / 280
 * </pre>
 */
class LatentPriorTest {

    private static final double FOR_EVER = 1e12;

    private static LatentPrior twoComponents(double halfLife) {
        LatentPrior prior = new LatentPrior(2, 1, halfLife);
        Matrix means = Matrix.zeros(250, 1);
        means.values()[125] = 5;
        prior.learn(means);
        return prior;
    }

    private static VariationalParameters unitVarianceAt(float mean) {
        return new VariationalParameters(new Matrix(1, 1, new float[] {mean}), Matrix.zeros(1, 1));
    }

    private static double divergence(LatentPrior prior, VariationalParameters psi) {
        double[] divergence = new double[1];
        prior.fillKlDivergence(psi, divergence, 0, 1);
        return divergence[0];
    }

    private static double gradientAt(LatentPrior prior, float latent) {
        Matrix gradient = Matrix.zeros(1, 1);
        prior.addGradient(new Matrix(1, 1, new float[] {latent}), gradient);
        return gradient.get(0, 0);
    }

    @Test
    void shouldBeTheStandardNormalUntilAComponentBegins() {
        // Given: 249 documents
        LatentPrior prior = new LatentPrior(20, 1, FOR_EVER);
        prior.learn(Matrix.zeros(249, 1));

        // Then
        assertThat(prior.size()).isEqualTo(1);
        assertThat(divergence(prior, unitVarianceAt(2))).isEqualTo(2);
        assertThat(gradientAt(prior, 2)).isEqualTo(-2);
    }

    @Test
    void shouldBeginAComponentWithEachMiniBatchUntilAllHaveBegun() {
        // Given
        LatentPrior prior = new LatentPrior(3, 1, FOR_EVER);

        // When
        int[] sizes = new int[5];
        for (int i = 0; i < sizes.length; i++) {
            prior.learn(Matrix.zeros(125, 1));
            sizes[i] = prior.size();
        }

        // Then
        assertThat(sizes).containsExactly(1, 2, 3, 3, 3);
    }

    /** r_1 = 25/280 e^(2.4 - 2.88) / (255/280 + 25/280 e^-0.48) = 0.055249 / 0.965963; KL = 1/2 - log 0.965963. */
    @Test
    void shouldDivergeAndPullAsByHand() {
        // Given
        LatentPrior prior = twoComponents(FOR_EVER);

        // Then
        assertThat(prior.weights()).containsExactly(new double[] {255 / 280.0, 25 / 280.0}, within(1e-6));
        assertThat(divergence(prior, unitVarianceAt(1))).isCloseTo(0.534630, within(1e-5));
        assertThat(gradientAt(prior, 1)).isCloseTo(-1 + 0.057195 * 2.4, within(1e-5));
    }

    /**
     * A half-life of one document, and a document at 2.4: r_1 = 1.590562 / (0.910714 + 1.590562) = 0.635900.
     *
     * <pre>
     * counts   250 / 2 + 0.364100,   20 / 2 + 0.635900
     * mu       (60 / 2 + 0.635900 * 2.4) / (10.635900 + 5) = 2.016268
     * pi_1     15.635900 / 146 = 0.107095
     * r_1(0)   0.107095 e^-2.032668 / (0.892905 + 0.014028) = 0.015467
     * </pre>
     */
    @Test
    void shouldLearnAsByHandAndForget() {
        // Given
        LatentPrior prior = twoComponents(FOR_EVER);
        LatentPrior forgetting = new LatentPrior(2, 1, 1);
        RecordedState.of(prior::visitState).restoreInto(forgetting::visitState);

        // When
        forgetting.learn(new Matrix(1, 1, new float[] {2.4f}));

        // Then
        assertThat(forgetting.weights()[1]).isCloseTo(0.107095, within(1e-5));
        assertThat(gradientAt(forgetting, 0)).isCloseTo(0.015467 * 2.016268, within(1e-5));
    }

    @Test
    void shouldContinueFromItsState() {
        // Given
        LatentPrior prior = twoComponents(100);
        LatentPrior restored = new LatentPrior(2, 1, 100);

        // When
        RecordedState.of(prior::visitState).restoreInto(restored::visitState);
        Matrix next = new Matrix(2, 1, new float[] {1, -1});
        prior.learn(next);
        restored.learn(next);

        // Then
        assertThat(divergence(restored, unitVarianceAt(1))).isEqualTo(divergence(prior, unitVarianceAt(1)));
    }

    @Test
    void shouldHaveNoStateWithOneComponent() {
        // Given
        LatentPrior prior = LatentPrior.standardNormal(1);
        prior.learn(Matrix.zeros(1_000, 1));

        // Then: an empty state fits
        RecordedState.of(visitor -> {}).restoreInto(prior::visitState);
        assertThat(divergence(prior, unitVarianceAt(2))).isEqualTo(2);
    }

    @Test
    void shouldNotChangeWithTheCopyThatWasTaken() {
        // Given
        LatentPrior prior = twoComponents(1);
        LatentPrior copy = prior.copy();
        double before = divergence(copy, unitVarianceAt(1));

        // When
        prior.learn(new Matrix(1, 1, new float[] {2.4f}));

        // Then
        assertThat(divergence(copy, unitVarianceAt(1)))
                .isEqualTo(before)
                .isNotEqualTo(divergence(prior, unitVarianceAt(1)));
    }

    /** 280 draws, whose noise is 0: 25 of them belong to component 1. In two parts, as blocks draw them. */
    @Test
    void shouldDrawFromEachComponentItsShare() {
        // Given
        LatentPrior prior = twoComponents(FOR_EVER);
        Matrix first = Matrix.zeros(100, 1);
        Matrix second = Matrix.zeros(180, 1);

        // When
        prior.shift(first, 0, 280);
        prior.shift(second, 100, 280);

        // Then
        assertThat(first.values()).containsOnly(0);
        float[] expected = new float[180];
        Arrays.fill(expected, 155, 180, 2.4f);
        assertThat(second.values()).containsExactly(expected, within(1e-5f));
    }
}
