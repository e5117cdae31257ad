package io.wordtide.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.dlgm.TinyModels;
import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.linalg.Gemm;
import io.wordtide.linalg.Matrix;
import io.wordtide.text.DocumentCounts;
import io.wordtide.text.RecordedState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** K = 2. By hand, with W and mu chosen so that the Fisher information has round numbers. */
class FisherMetricTest {

    private static final Matrix ROUND = new Matrix(2, 2, new float[] {0.5f, 0, 0, 0.25f});

    /** Both dimensions are the same. */
    private static final Matrix CORRELATED = new Matrix(2, 2, new float[] {1, 1, 1, 1});

    private static final List<DocumentCounts> EIGHT_TOKENS = List.of(TinyModels.document(8));

    private final FisherMetric metric = new FisherMetric(2, 0.9);

    private void updateCorrelated() {
        keep(CORRELATED);
    }

    /** A mini-batch whose step does not break. */
    private void keep(Matrix fisher) {
        metric.update(fisher);
        metric.keep();
    }

    private static Matrix precondition(
            FisherMetric metric, Matrix gradient, List<DocumentCounts> documents, double inflation) {
        Matrix step = Matrix.zeros(gradient.rows(), 2);
        metric.precondition(gradient, documents, inflation, Matrix.zeros(gradient.rows(), 2), step);
        return step;
    }

    /** I + 2 * 8 F = diag(9, 5). */
    @Test
    void shouldDivideByThePrecisionAsByHand() {
        // Given
        metric.update(ROUND);

        // When
        Matrix step = precondition(metric, new Matrix(1, 2, new float[] {9, 10}), EIGHT_TOKENS, 2);

        // Then
        assertThat(step.values()).containsExactly(new float[] {1, 2}, within(1e-5f));
    }

    /** Eight tokens: (I + 8 F)^-1 = ((9, 8), (8, 9))^-1 = ((9, -8), (-8, 9)) / 17. */
    @Test
    void shouldGiveDocumentsTheInverseOfTheirPrecisionAsCovariance() {
        // Given
        updateCorrelated();
        metric.update(ROUND); // of the mini-batch being refined: not yet part of it

        // When: a step of one standard deviation along each axis
        VariationalParameters psi =
                metric.gaussians(Matrix.zeros(2, 2), List.of(EIGHT_TOKENS.get(0), EIGHT_TOKENS.get(0)));
        Matrix standardDeviation = Matrix.zeros(2, 2);
        psi.fillStandardDeviation(standardDeviation);
        Matrix steps = Matrix.zeros(2, 2);
        psi.fillLatent(standardDeviation, new Matrix(2, 2, new float[] {1, 0, 0, 1}), 1, steps);

        // Then
        Matrix covariance = Matrix.zeros(2, 2);
        Gemm.transposedMultiply(steps, steps, covariance);
        assertThat(covariance.values())
                .containsExactly(new float[] {9 / 17f, -8 / 17f, -8 / 17f, 9 / 17f}, within(1e-5f));
    }

    @Test
    void shouldGiveWhatOthersRefinedItsOwnAxes() {
        // Given: a copy has refined a part and sent the result without its axes
        updateCorrelated();
        VariationalParameters refined = metric.copy().gaussians(Matrix.zeros(1, 2), EIGHT_TOKENS);
        VariationalParameters received =
                new VariationalParameters(refined.mean(), refined.logVariance(), refined.turned(), null);

        // When
        VariationalParameters completed = metric.alongKeptAxes(received);

        // Then
        assertThat(completed.marginal().logVariance().values())
                .isEqualTo(refined.marginal().logVariance().values());
    }

    /** 0.9 * 1 + 0.1 * 0.5 = 0.95 and 0.9 * 1 + 0.1 * 0.25 = 0.925 on the diagonal, 0.9 * 1 beside it. */
    @Test
    void shouldKeepWhatACopyHasLearnedInItsPlace() {
        // Given
        updateCorrelated();
        FisherMetric copy = metric.copy();

        // When
        copy.update(ROUND);

        // Then
        double[] learned = copy.current();
        assertThat(learned).containsExactly(new double[] {0.95, 0.9, 0.9, 0.925}, within(1e-9));
        assertThat(metric.current()).containsOnly(1);

        // When: the step may still break
        metric.replace(learned);

        // Then
        assertThat(metric.current()).containsExactly(learned);
        assertThat(metric.copy().current()).containsOnly(1);
        metric.keep();
        assertThat(metric.copy().current()).containsExactly(learned);
    }

    /** I + 8 F = diag(5, 3). */
    @Test
    void shouldGiveTheLogVarianceAsByHand() {
        // Given
        metric.update(ROUND);

        // Then
        assertThat(metric.logVariance(EIGHT_TOKENS).values())
                .containsExactly(new float[] {(float) -Math.log(5), (float) -Math.log(3)}, within(1e-6f));
    }

    /**
     * The inverse of I + F = | 2 1 ; 1 2 | is 1/3 | 2 -1 ; -1 2 |; a document of 4 tokens: | 5 4 ; 4 5 |, 1/9 | 5 -4 ;
     * -4 5 |.
     */
    @Test
    void shouldSolveForEachDocumentsTokenCountWhenDimensionsCorrelate() {
        // Given
        updateCorrelated();
        List<DocumentCounts> documents = List.of(TinyModels.document(1), TinyModels.document(4));

        // When
        Matrix step = precondition(metric, new Matrix(2, 2, new float[] {3, 0, 9, 0}), documents, 1);

        // Then
        assertThat(step.values()).containsExactly(new float[] {2, -1, 5, -4}, within(1e-5f));
    }

    /**
     * mu = (1, 0) carries no information on z: F = 0, and the average is 0.9 * | 1 1 ; 1 1 |, so that 1 + 10 * 0.9 =
     * 10.
     */
    @Test
    void shouldAverageWithForgetting() {
        // Given
        updateCorrelated();

        // When
        metric.update(Matrix.zeros(2, 2));

        // Then
        float expected = (float) -Math.log(10);
        assertThat(metric.logVariance(List.of(TinyModels.document(10))).values())
                .containsExactly(new float[] {expected, expected}, within(1e-6f));
    }

    /** Two documents' words: F = 1/2 ((2, 0)(2, 0)' + (0, -1)(0, -1)') = diag(2, 1/2), and I + 8 F = diag(17, 5). */
    @Test
    void shouldAverageTheOuterProductsOfWordGradientsAsByHand() {
        // When
        metric.updateFrom(new Matrix(2, 2, new float[] {2, 0, 0, -1}));

        // Then
        assertThat(metric.logVariance(EIGHT_TOKENS).values())
                .containsExactly(new float[] {(float) -Math.log(17), (float) -Math.log(5)}, within(1e-6f));
        assertThat(precondition(metric, new Matrix(1, 2, new float[] {17, 10}), EIGHT_TOKENS, 1)
                        .values())
                .containsExactly(new float[] {1, 2}, within(1e-5f));
    }

    /** The sign does not count: F = | 1 1 ; 1 1 |, with which I + 4 F has the inverse 1/9 | 5 -4 ; -4 5 |. */
    @Test
    void shouldKnowHowTheDimensionsOfWordGradientsCorrelate() {
        // When
        metric.updateFrom(new Matrix(2, 2, new float[] {1, 1, -1, -1}));

        // Then
        List<DocumentCounts> fourTokens = List.of(TinyModels.document(4));
        assertThat(precondition(metric, new Matrix(1, 2, new float[] {9, 0}), fourTokens, 1)
                        .values())
                .containsExactly(new float[] {5, -4}, within(1e-5f));
    }

    /** F = 0.9 * 10 + 0.1 * 20 = 11 in one dimension, 0.9 * 10 in the other; 8 tokens: 89 and 73. */
    @Test
    void shouldAverageWordGradientsWithForgettingAndForgetThoseThatAreNotFinite() {
        // Given
        metric.updateFrom(new Matrix(2, 2, new float[] {4, 4, 2, -2}));
        metric.keep();

        // When: neither infinite gradients nor those with an infinite square
        metric.updateFrom(new Matrix(1, 2, new float[] {Float.NaN, 0}));
        metric.updateFrom(new Matrix(1, 2, new float[] {1e30f, 0}));
        metric.updateFrom(new Matrix(2, 2, new float[] {6, 0, -2, 0}));

        // Then
        assertThat(metric.logVariance(EIGHT_TOKENS).values())
                .containsExactly(new float[] {(float) -Math.log(89), (float) -Math.log(73)}, within(1e-6f));
    }

    /** I + 8 F = diag(5, 3) before and after: neither the average nor its count remembers the second mini-batch. */
    @ParameterizedTest
    @ValueSource(floats = {1, Float.NaN})
    void shouldForgetAMiniBatchThatWasNotKeptWhenTheNextOneArrives(float next) {
        // Given
        keep(ROUND);
        metric.update(CORRELATED);

        // When: F = 0.9 * diag(0.5, 0.25) + 0.1 * diag(0.5, 0.25), or nothing
        metric.update(new Matrix(2, 2, new float[] {next * 0.5f, 0, 0, next * 0.25f}));

        // Then
        assertThat(metric.logVariance(EIGHT_TOKENS).values())
                .containsExactly(new float[] {(float) -Math.log(5), (float) -Math.log(3)}, within(1e-6f));
        assertThat(precondition(metric, new Matrix(1, 2, new float[] {5, 6}), EIGHT_TOKENS, 1)
                        .values())
                .containsExactly(new float[] {1, 2}, within(1e-5f));
    }

    @Test
    void shouldNotSaveAMiniBatchThatWasNotKept() {
        // Given
        keep(ROUND);
        RecordedState kept = RecordedState.of(metric::visitState);

        // When
        metric.update(CORRELATED);

        // Then
        assertThat(RecordedState.of(metric::visitState))
                .usingRecursiveComparison()
                .isEqualTo(kept);
    }

    @Test
    void shouldForgetAMiniBatchThatIsNotFinite() {
        // Given
        keep(ROUND);
        float[] before = metric.logVariance(EIGHT_TOKENS).values();
        Matrix notFinite = new Matrix(2, 2, new float[] {Float.NaN, 0, 0, 1});

        // When
        metric.update(notFinite);

        // Then
        assertThat(metric.logVariance(EIGHT_TOKENS).values()).containsExactly(before);
    }

    @Test
    void shouldContinueAlikeWhenRestored() {
        // Given
        updateCorrelated();
        RecordedState state = RecordedState.of(metric::visitState);
        FisherMetric restored = new FisherMetric(2, 0.9);

        // When
        state.restoreInto(restored::visitState);
        for (FisherMetric each : List.of(metric, restored)) {
            each.update(ROUND);
        }

        // Then
        Matrix gradient = new Matrix(1, 2, new float[] {3, 1});
        assertThat(restored.logVariance(EIGHT_TOKENS).values())
                .containsExactly(metric.logVariance(EIGHT_TOKENS).values());
        assertThat(precondition(restored, gradient, EIGHT_TOKENS, 2).values())
                .containsExactly(precondition(metric, gradient, EIGHT_TOKENS, 2).values());
    }

    /** I + 8 F = diag(5, 3), and stays so: F of later mini-batches is ignored. */
    @Test
    void shouldStayAsItIsOnceFrozen() {
        // Given
        keep(ROUND);
        FisherMetric frozen = metric.frozen();

        // When
        frozen.update(CORRELATED);
        updateCorrelated();

        // Then
        assertThat(frozen.isFrozen()).isTrue();
        assertThat(metric.isFrozen()).isFalse();
        assertThat(frozen.logVariance(EIGHT_TOKENS).values())
                .containsExactly(new float[] {(float) -Math.log(5), (float) -Math.log(3)}, within(1e-6f));
        assertThat(precondition(frozen, new Matrix(1, 2, new float[] {5, 6}), EIGHT_TOKENS, 1)
                        .values())
                .containsExactly(new float[] {1, 2}, within(1e-5f));
    }

    /**
     * Before the first mini-batch there is no metric to freeze; that one still counts in full: I + 8 F = diag(5, 3).
     */
    @Test
    void shouldContinueLearningWhenItIsFrozenBeforeItHasSeenAnything() {
        // Given
        FisherMetric copy = metric.frozen();

        // When
        copy.update(ROUND);

        // Then
        assertThat(copy.isFrozen()).isFalse();
        assertThat(copy.logVariance(EIGHT_TOKENS).values())
                .containsExactly(new float[] {(float) -Math.log(5), (float) -Math.log(3)}, within(1e-6f));
    }

    /** F = 0.9 (0.9 * 0.5 + 0.1 * 1) + 0.1 * 1 = 0.595 in the first dimension; 8 tokens: 5.76. */
    @Test
    void shouldForgetAlsoFromTheSecondMiniBatchToTheThird() {
        // When
        keep(ROUND);
        updateCorrelated();
        updateCorrelated();

        // Then
        assertThat(metric.logVariance(EIGHT_TOKENS).get(0, 0)).isCloseTo((float) -Math.log(5.76), within(1e-6f));
    }
}
