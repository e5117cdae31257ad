package io.wordtide.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.linalg.Workers;
import io.wordtide.text.RecordedState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdamMomentsTest {

    /**
     * beta1 = 1/2, beta2 = 3/4, rate = 0.1, value = 1, gradients 2 and then 4:
     *
     * <pre>
     * step 1   m = 1/2 * 2 = 1                    mHat = 1 / (1 - 1/2) = 2
     *          v = 1/4 * 4 = 1                    vHat = 1 / (1 - 3/4) = 4
     *          value = 1 + 0.1 * 2 / sqrt(4) = 1.1
     * step 2   m = 1/2 * 1 + 1/2 * 4 = 2.5        mHat = 2.5 / (1 - 1/4) = 3.33333
     *          v = 3/4 * 1 + 1/4 * 16 = 4.75      vHat = 4.75 / (1 - 9/16) = 10.85714
     *          value = 1.1 + 0.1 * 3.33333 / sqrt(10.85714) = 1.201163
     * </pre>
     */
    @Test
    void shouldTakeTwoStepsAsByHand() {
        // Given
        AdamMoments moments = new AdamMoments(1, 0.5, 0.75);
        float[] value = {1};

        // When
        moments.ascend(value, new float[] {2}, 0.1);
        float afterFirst = value[0];
        moments.ascend(value, new float[] {4}, 0.1);

        // Then: to the precision of a float
        assertThat(afterFirst).isCloseTo(1.1f, within(1e-6f));
        assertThat(value[0]).isCloseTo(1.201163f, within(1e-6f));
    }

    /**
     * A value of 2 with the L2 weight 1/4 has the penalty 1/4 * 2^2, whose derivative 1 is subtracted from the
     * gradient.
     */
    @Test
    void shouldTakeThePenaltysDerivativeOffTheGradient() {
        // Given
        float[] values = {2, 2, 2};

        // When: a gradient equal to the penalty's, one above and one below
        new AdamMoments(3, 0.9, 0.999).ascend(values, new float[] {1, 3, 0}, 0.1, 0.25, Workers.shared());

        // Then
        assertThat(values).containsExactly(new float[] {2, 2.1f, 1.9f}, within(1e-6f));
    }

    @ParameterizedTest
    @ValueSource(floats = {1e-4f, -0.5f, 3, -1e6f})
    void shouldMoveByTheRateUphillInTheFirstStepWhateverTheGradientsSize(float gradient) {
        // Given
        float[] value = {0};

        // When
        new AdamMoments(1, 0.9, 0.999).ascend(value, new float[] {gradient}, 0.01);

        // Then: less by the epsilon of 1e-8 beside a gradient of 1e-4
        assertThat(value[0]).isCloseTo(Math.signum(gradient) * 0.01f, within(2e-6f));
    }

    @Test
    void shouldUseUpTheGradientAndStayWhereThereIsNone() {
        // Given
        float[] gradient = {3, 0};
        float[] value = {1, 1};

        // When
        new AdamMoments(2, 0.9, 0.999).ascend(value, gradient, 0.01);

        // Then
        assertThat(gradient).containsOnly(0);
        assertThat(value[1]).isEqualTo(1);
    }

    @Test
    void shouldContinueAlikeWhenRestored() {
        // Given
        AdamMoments original = new AdamMoments(1, 0.9, 0.999);
        float[] value = {1};
        original.ascend(value, new float[] {2}, 0.1);
        RecordedState state = RecordedState.of(visitor -> original.visitState("weights", visitor));
        float[] restoredValue = value.clone();

        // When
        AdamMoments restored = new AdamMoments(1, 0.9, 0.999);
        state.restoreInto(visitor -> restored.visitState("weights", visitor));
        original.ascend(value, new float[] {-3}, 0.1);
        restored.ascend(restoredValue, new float[] {-3}, 0.1);

        // Then
        assertThat(restoredValue).containsExactly(value);
    }
}
