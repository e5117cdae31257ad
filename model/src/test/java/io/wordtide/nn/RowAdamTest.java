package io.wordtide.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.SeededNoise.Purpose;
import io.wordtide.linalg.Workers;
import io.wordtide.snapshot.StateFile;
import io.wordtide.snapshot.StateVisitor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowAdamTest {

    private static final double RATE = 0.01;
    private static final double DECAY_OF_STEP = 0.9 / Math.sqrt(0.999);

    private final Parameter parameter = parameter(3);
    private final RowAdam rowAdam = new RowAdam(parameter, RATE);

    /** Rows of two elements, uniform in plus or minus 0.1. */
    private static Parameter parameter(int rows) {
        return new Parameter("weights", rows, 2).initialize(SeededNoise.of(1, 0, Purpose.INITIAL_WEIGHTS), 0.1);
    }

    /** One step in which the given rows, and no others, have a gradient. */
    private static void step(RowAdam rowAdam, float gradient, int... rows) {
        step(rowAdam, Workers.shared(), gradient, rows);
    }

    private static void step(RowAdam rowAdam, Workers workers, float gradient, int... rows) {
        rowAdam.step(gradients(workers, rows, row -> new float[] {gradient, -2 * gradient}));
    }

    /** Parts of 64 rows. */
    private static RowGradients gradients(Workers workers, int[] rows, IntFunction<float[]> ofRow) {
        return parts -> workers.forEachBlock(rows.length, 64, (start, end) -> {
            RowGradients.Part part = parts.get();
            for (int i = start; i < end; i++) {
                part.use(rows[i], ofRow.apply(rows[i]));
            }
            part.end();
        });
    }

    /** A step is about 0.01; epsilon is added to other square roots, and sums of floats below 1 round at 2^-25. */
    @Test
    void shouldMoveARowThatEachStepTouchesAsAdamDoes() {
        // Given
        Parameter dense = parameter(3);
        Adam adam = new Adam(List.of(dense), RATE, 0, Workers.shared());

        for (float gradient : new float[] {1, -0.5f, 0.25f, 3, 0.1f}) {
            // When
            step(rowAdam, gradient, 0, 1, 2);
            for (int i = 0; i < 6; i++) {
                dense.gradient().values()[i] = i % 2 == 0 ? gradient : -2 * gradient;
            }
            adam.step();

            // Then
            assertThat(parameter.value().values()).containsExactly(dense.value().values(), within(1e-6f));
        }
    }

    /**
     * Row 0 is touched by steps 1, 2 and 6. The first two miss nothing, so that it moves as in Adam. In step 6 it makes up
     * for three missed ones, S_3 = r + r^2 + r^3, and takes three more in advance.
     */
    @Test
    void shouldMakeUpForMissedStepsAndTakeAsManyInAdvance() {
        // Given
        double before = parameter.value().get(0, 0);

        // When
        step(rowAdam, 1, 0);
        step(rowAdam, 1, 0);
        for (int i = 0; i < 3; i++) {
            step(rowAdam, 1, 1);
        }
        step(rowAdam, -2, 0);

        // Then
        double three = DECAY_OF_STEP + Math.pow(DECAY_OF_STEP, 2) + Math.pow(DECAY_OF_STEP, 3);
        double m = 0.9 * 0.1 + 0.1;
        double v = 0.999 * 0.001 + 0.001;
        double expected = before + rate(1) * 0.1 / Math.sqrt(0.001) + rate(2) * m / Math.sqrt(v);
        expected += rate(2) * three * m / Math.sqrt(v);
        m = Math.pow(0.9, 4) * m + 0.1 * -2;
        v = Math.pow(0.999, 4) * v + 0.001 * 4;
        expected += rate(6) * (1 + three) * m / Math.sqrt(v);
        assertThat((double) parameter.value().get(0, 0)).isCloseTo(expected, within(1e-6));
    }

    /** Touched again at once, after it took one step in advance in step 3: that step is taken back, at the rate of step 3. */
    @Test
    void shouldTakeBackStepsThatWereTakenInVain() {
        // Given
        step(rowAdam, 1, 0);
        step(rowAdam, 1, 1);
        step(rowAdam, 1, 0);
        double before = parameter.value().get(0, 0);

        // When
        step(rowAdam, 1, 0);

        // Then
        double m = 0.81 * 0.1 + 0.1;
        double v = 0.999 * 0.999 * 0.001 + 0.001;
        double expected = before - rate(3) * DECAY_OF_STEP * m / Math.sqrt(v);
        expected += rate(4) * (0.9 * m + 0.1) / Math.sqrt(0.999 * v + 0.001);
        assertThat((double) parameter.value().get(0, 0)).isCloseTo(expected, within(1e-6));
    }

    /** The learning rate with both hats' corrections. */
    private static double rate(int step) {
        return RATE * Math.sqrt(1 - Math.pow(0.999, step)) / (1 - Math.pow(0.9, step));
    }

    @Test
    void shouldLeaveRowsThatAStepDoesNotTouchAsTheyAre() {
        // Given
        step(rowAdam, 1, 0, 1, 2);
        float[] before = parameter.value().values().clone();

        // When
        step(rowAdam, 1, 1);

        // Then
        assertThat(parameter.value().row(0)).containsExactly(Arrays.copyOf(before, 2));
        assertThat(parameter.value().row(1)).isNotEqualTo(Arrays.copyOfRange(before, 2, 4));
        assertThat(parameter.value().row(2)).containsExactly(Arrays.copyOfRange(before, 4, 6));
    }

    @Test
    void shouldMoveAClearedRowAsANewOne() {
        // Given
        for (int i = 0; i < 5; i++) {
            step(rowAdam, 1, 0);
        }
        double before = parameter.value().get(0, 0);

        // When
        rowAdam.clearRow(0);
        step(rowAdam, 7, 0);

        // Then: the first step of Adam is the learning rate, whatever the gradient
        assertThat((double) parameter.value().get(0, 0)).isCloseTo(before + RATE, within(1e-6));
    }

    @Test
    void shouldContinueWithIdenticalBitsOnceRestored() {
        // Given
        step(rowAdam, 1, 0, 1);
        step(rowAdam, 2, 0);
        rowAdam.clearRow(1);
        step(rowAdam, 3, 1);

        // Then
        assertThatItContinuesOnceRestored(4, 5);
    }

    /** Row 0 took two steps in advance in step 4, of which one has passed by when the state is stored; rows 3 and 4 are new. */
    @Test
    void shouldContinueWithIdenticalBitsOnceRestoredAfterItHasGrownAndWhileARowIsAhead() {
        // Given
        step(rowAdam, 1, 0, 1);
        step(rowAdam, 2, 1);
        step(rowAdam, 3, 1);
        step(rowAdam, 4, 0);
        parameter.growTo(5, 2);
        rowAdam.grow();
        step(rowAdam, 5, 3);

        // Then
        assertThatItContinuesOnceRestored(6, 7);
    }

    /** Restores a copy, and takes the same steps with both, each on all rows. */
    private void assertThatItContinuesOnceRestored(float... gradients) {
        int[] rows = IntStream.range(0, parameter.value().rows()).toArray();
        Parameter restored = parameter(rows.length);
        RowAdam restoredAdam = new RowAdam(restored, RATE);
        byte[] state = StateFile.encode(Map.of(), visitor -> visit(parameter, rowAdam, visitor));
        StateFile.decode(state, Map.of(), visitor -> visit(restored, restoredAdam, visitor));
        for (float gradient : gradients) {
            step(rowAdam, gradient, rows);
            step(restoredAdam, gradient, rows);
        }
        assertThat(restored.value().values()).containsExactly(parameter.value().values());
    }

    private static void visit(Parameter parameter, RowAdam rowAdam, StateVisitor visitor) {
        parameter.visitState(visitor);
        rowAdam.visitState(visitor);
    }

    /** 300 rows are several parts. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void shouldGiveTheSameBitsWithAnyNumberOfThreads(int threadCount) {
        // Given
        Parameter onOne = parameter(300);
        Parameter onSeveral = parameter(300);
        RowAdam adamOfOne = new RowAdam(onOne, RATE);
        RowAdam adamOfSeveral = new RowAdam(onSeveral, RATE);
        try (Workers one = Workers.of(1);
                Workers several = Workers.of(threadCount)) {
            // When
            for (int stride = 1; stride <= 3; stride++) {
                int every = stride;
                int[] rows =
                        IntStream.range(0, 300).filter(row -> row % every == 0).toArray();
                step(adamOfOne, one, stride, rows);
                step(adamOfSeveral, several, stride, rows);
            }
        }

        // Then
        assertThat(onSeveral.value().values()).containsExactly(onOne.value().values());
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, 1e25f})
    void shouldShowItsArraysOnceAfterAStepThatWroteANumberThatIsNotFinite(float gradient) {
        // Given: the square of 1e25 is not finite
        step(rowAdam, 1, 0, 1);
        boolean before = showsArrays();

        // When
        step(rowAdam, gradient, 1);

        // Then
        assertThat(before).isFalse();
        assertThat(showsArrays()).isTrue();
        assertThat(showsArrays()).isFalse();
    }

    /**
     * 128 rows are two parts, each for a thread of its own, which end at about the same time. Only one row is not finite,
     * and only in its last column: a part that is finite must not take back what the other one has found.
     */
    @Test
    void shouldShowItsArraysWhicheverRowOfManyIsNotFinite() {
        // Given
        int columns = 50;
        Parameter wide = new Parameter("weights", 128, columns);
        float[] notFinite = new float[columns];
        notFinite[columns - 1] = Float.NaN;
        int[] rows = IntStream.range(0, 128).toArray();
        int shown = 0;
        try (Workers workers = Workers.of(2)) {
            RowAdam wideAdam = new RowAdam(wide, RATE);

            // When
            for (int step = 0; step < 10_000; step++) {
                int broken = step % 128;
                wideAdam.step(gradients(workers, rows, row -> row == broken ? notFinite : new float[columns]));
                shown += showsArrays(wideAdam) ? 1 : 0;
                wide.initializeRow(broken, SeededNoise.of(1, 0, Purpose.INITIAL_WEIGHTS), 0.1);
                wideAdam.clearRow(broken);
            }
        }

        // Then
        assertThat(shown).isEqualTo(10_000);
    }

    private boolean showsArrays() {
        return showsArrays(rowAdam);
    }

    private static boolean showsArrays(RowAdam rowAdam) {
        AtomicBoolean visited = new AtomicBoolean();
        rowAdam.visitIfNonFinite(new StateVisitor() {
            @Override
            public void floats(String name, float[] values) {
                visited.set(true);
            }

            @Override
            public void doubles(String name, double[] values) {
                visited.set(true);
            }
        });
        return visited.get();
    }
}
