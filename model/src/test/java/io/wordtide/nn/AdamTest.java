package io.wordtide.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.SeededNoise.Purpose;
import io.wordtide.linalg.Workers;
import io.wordtide.text.RecordedState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdamTest {

    private static Parameter parameter(String name, float... values) {
        Parameter parameter = new Parameter(name, 1, values.length);
        System.arraycopy(values, 0, parameter.value().values(), 0, values.length);
        return parameter;
    }

    @Test
    void shouldStepEveryParameterUpItsGradientAndForgetTheGradients() {
        // Given
        Parameter weights = parameter("weights", 1, 1);
        Parameter bias = parameter("bias", 5);
        weights.gradient().values()[0] = 7;
        bias.gradient().values()[0] = -7;

        // When
        new Adam(List.of(weights, bias), 0.25, 0, Workers.shared()).step();

        // Then: the first step is as long as the rate
        assertThat(weights.value().values()).containsExactly(new float[] {1.25f, 1}, within(1e-6f));
        assertThat(bias.value().values()).containsExactly(new float[] {4.75f}, within(1e-6f));
        assertThat(weights.gradient().values()).containsOnly(0);
        assertThat(bias.gradient().values()).containsOnly(0);
    }

    /** 100,000 elements: four parts of at most 2^15. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void shouldStepToTheSameBitsWithAnyNumberOfThreads(int threadCount) {
        // When
        float[] onOne = valuesAfterThreeSteps(1);
        float[] onSeveral = valuesAfterThreeSteps(threadCount);

        // Then
        assertThat(onSeveral).isEqualTo(onOne);
    }

    private static float[] valuesAfterThreeSteps(int threadCount) {
        SeededNoise noise = SeededNoise.of(1, 0, Purpose.INITIAL_WEIGHTS);
        Parameter parameter = new Parameter("weights", 1_000, 100).initialize(noise, 1);
        try (Workers workers = Workers.of(threadCount)) {
            Adam adam = new Adam(List.of(parameter), 0.1, 0.01, workers);
            for (int step = 1; step <= 3; step++) {
                noise.part(step).fillUniform(parameter.gradient().values(), 1);
                adam.step();
            }
        }
        return parameter.value().values();
    }

    @Test
    void shouldContinueAlikeWhenRestored() {
        // Given
        Parameter original = parameter("weights", 1, 2);
        Adam originalAdam = new Adam(List.of(original), 0.1, 0.01, Workers.shared());
        original.gradient().values()[0] = 3;
        originalAdam.step();
        RecordedState state = RecordedState.of(visitor -> {
            original.visitState(visitor);
            originalAdam.visitState(visitor);
        });

        // When
        Parameter restored = parameter("weights", 0, 0);
        Adam restoredAdam = new Adam(List.of(restored), 0.1, 0.01, Workers.shared());
        state.restoreInto(visitor -> {
            restored.visitState(visitor);
            restoredAdam.visitState(visitor);
        });
        for (Parameter parameter : List.of(original, restored)) {
            parameter.gradient().values()[0] = -1;
        }
        originalAdam.step();
        restoredAdam.step();

        // Then
        assertThat(restored.value().values()).containsExactly(original.value().values());
    }

    /** Two rows; the second is cleared after 50 steps and continues as the only row of a fresh optimizer would. */
    @Test
    void shouldStepARowStartedOverAsAFreshOptimizerWould() {
        // Given
        Parameter rows = new Parameter("rows", 2, 1);
        Adam adam = new Adam(List.of(rows), 0.1, 0.01, Workers.shared());
        for (int step = 0; step < 50; step++) {
            rows.gradient().values()[0] = step;
            rows.gradient().values()[1] = -step;
            adam.step();
        }
        rows.value().values()[1] = 3;
        Parameter fresh = parameter("fresh", 3);
        Adam freshAdam = new Adam(List.of(fresh), 0.1, 0.01, Workers.shared());

        // When
        adam.clearRow(rows, 1);

        // Then
        for (int step = 0; step < 20; step++) {
            rows.gradient().values()[0] = 5;
            rows.gradient().values()[1] = step;
            fresh.gradient().values()[0] = step;
            adam.step();
            freshAdam.step();
            assertThat(rows.value().values()[1]).isEqualTo(fresh.value().values()[0]);
        }
    }

    @Test
    void shouldContinueAlikeWithARowStartedOverWhenRestored() {
        // Given
        Parameter original = new Parameter("rows", 3, 2);
        Adam originalAdam = new Adam(List.of(original), 0.1, 0, Workers.shared());
        step(original, originalAdam);
        originalAdam.clearRow(original, 2);
        step(original, originalAdam);
        originalAdam.clearRow(original, 1);
        RecordedState state = RecordedState.of(visitor -> {
            original.visitState(visitor);
            originalAdam.visitState(visitor);
        });

        // When
        Parameter restored = new Parameter("rows", 3, 2);
        Adam restoredAdam = new Adam(List.of(restored), 0.1, 0, Workers.shared());
        state.restoreInto(visitor -> {
            restored.visitState(visitor);
            restoredAdam.visitState(visitor);
        });
        step(original, originalAdam);
        step(restored, restoredAdam);

        // Then
        assertThat(restored.value().values()).containsExactly(original.value().values());
    }

    private static void step(Parameter parameter, Adam adam) {
        for (int i = 0; i < parameter.gradient().size(); i++) {
            parameter.gradient().values()[i] = i - 2;
        }
        adam.step();
    }
}
