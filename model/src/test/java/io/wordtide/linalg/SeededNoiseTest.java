package io.wordtide.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.linalg.SeededNoise.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class SeededNoiseTest {

    private static final int SAMPLE_COUNT = 100_000;

    @Test
    void shouldGiveTheSameNumbersForTheSameKeyWhateverWasDrawnBefore() {
        // Given
        SeededNoise used = SeededNoise.of(1, 2, Purpose.REFINEMENT);
        used.gaussian(7, 3);
        used.part(4).gaussian(2, 2);

        // When
        Matrix again = used.gaussian(7, 3);
        Matrix fresh = SeededNoise.of(1, 2, Purpose.REFINEMENT).gaussian(7, 3);

        // Then
        assertThat(again.values()).containsExactly(fresh.values());
    }

    @Test
    void shouldGiveADocumentTheSameNumbersInALongerMiniBatch() {
        // Given
        SeededNoise noise = SeededNoise.of(1, 2, Purpose.REFINED_BOUND);

        // When
        Matrix three = noise.gaussian(3, 5);
        Matrix four = noise.gaussian(4, 5);

        // Then: however many draws the rejections of earlier positions took
        for (int position = 0; position < 3; position++) {
            assertThat(four.row(position)).containsExactly(three.row(position));
        }
    }

    @Test
    void shouldFillTheRowsOfALaterPositionWithThoseOfTheWholeMatrix() {
        // Given
        SeededNoise noise = SeededNoise.of(1, 2, Purpose.REFINEMENT);
        Matrix whole = noise.gaussian(501, 3);

        for (int[] firstAndCount : new int[][] {{0, 167}, {167, 167}, {334, 167}, {500, 1}, {7, 0}}) {
            // When: over any earlier values
            Matrix rows = Matrix.zeros(firstAndCount[1], 3);
            Arrays.fill(rows.values(), 99);
            noise.fillGaussian(rows, firstAndCount[0]);

            // Then
            assertThat(rows.values())
                    .containsExactly(
                            whole.rows(firstAndCount[0], firstAndCount[1]).values());
        }
    }

    @Test
    void shouldGiveAPositionTheSameNumbersWhateverTheDimension() {
        // Given
        SeededNoise noise = SeededNoise.of(1, 2, Purpose.REFINEMENT);

        // Then
        assertThat(Arrays.copyOf(noise.gaussian(2, 9).row(1), 4))
                .containsExactly(noise.gaussian(2, 4).row(1));
    }

    /** All keys that differ in one component, parts and parts of parts, 10 numbers each: no two of them are equal. */
    @Test
    void shouldGiveOtherNumbersForEveryOtherKey() {
        // Given
        List<SeededNoise> streams = new ArrayList<>();
        for (long seed = 0; seed < 3; seed++) {
            for (long version = 0; version < 50; version++) {
                for (Purpose purpose : Purpose.values()) {
                    SeededNoise noise = SeededNoise.of(seed, version, purpose);
                    streams.add(noise);
                    streams.add(noise.part(0));
                    streams.add(noise.part(1));
                    streams.add(noise.part(1).part(1));
                    streams.add(noise.part(2));
                }
            }
        }

        // When
        Set<Float> numbers = new HashSet<>();
        int collisions = 0;
        for (SeededNoise stream : streams) {
            for (float number : stream.gaussian(1, 10).values()) {
                collisions += numbers.add(number) ? 0 : 1;
            }
        }

        // Then: n floats among some 2^25 that a normal number can be: about n^2 / 2^26 meet by chance, and streams that
        // were the same would add at least 10 each time
        int count = 10 * streams.size();
        double byChance = (double) count * count / (1 << 26);
        assertThat(streams).hasSize(3 * 50 * 5 * Purpose.values().length);
        assertThat((double) collisions).isLessThan(byChance + 5 * Math.sqrt(byChance));
    }

    /**
     * Of n independent standard normal numbers the mean has the standard error 1 / sqrt(n), the mean square sqrt(2 /
     * n), the mean cube sqrt(15 / n), the mean fourth power sqrt(96 / n). Four of them are exceeded by chance once in
     * 16,000.
     */
    @Test
    void shouldHaveTheMomentsOfAStandardNormal() {
        // Given
        float[] numbers = SeededNoise.of(42, 1, Purpose.WORD_EMBEDDINGS)
                .gaussian(SAMPLE_COUNT, 1)
                .values();

        // Then
        assertThat(mean(numbers, x -> x)).isCloseTo(0, within(4 * Math.sqrt(1.0 / SAMPLE_COUNT)));
        assertThat(mean(numbers, x -> x * x)).isCloseTo(1, within(4 * Math.sqrt(2.0 / SAMPLE_COUNT)));
        assertThat(mean(numbers, x -> x * x * x)).isCloseTo(0, within(4 * Math.sqrt(15.0 / SAMPLE_COUNT)));
        assertThat(mean(numbers, x -> x * x * x * x)).isCloseTo(3, within(4 * Math.sqrt(96.0 / SAMPLE_COUNT)));
    }

    /** Products of independent standard normal numbers have mean 0 and variance 1. */
    @Test
    void shouldNotCorrelateNeighboursPartsOrVersions() {
        // Given
        SeededNoise noise = SeededNoise.of(42, 1, Purpose.REFINEMENT);
        float[] numbers = noise.gaussian(SAMPLE_COUNT, 1).values();
        float[] part = noise.part(1).gaussian(SAMPLE_COUNT, 1).values();
        float[] otherPart = noise.part(2).gaussian(SAMPLE_COUNT, 1).values();
        float[] nextVersion = SeededNoise.of(42, 2, Purpose.REFINEMENT)
                .gaussian(SAMPLE_COUNT, 1)
                .values();

        // Then
        double fourStandardErrors = 4 / Math.sqrt(SAMPLE_COUNT);
        assertThat(correlation(numbers, numbers, 1)).as("neighbours").isCloseTo(0, within(fourStandardErrors));
        assertThat(correlation(numbers, part, 0)).as("part").isCloseTo(0, within(fourStandardErrors));
        assertThat(correlation(part, otherPart, 0)).as("two parts").isCloseTo(0, within(fourStandardErrors));
        assertThat(correlation(numbers, nextVersion, 0)).as("two versions").isCloseTo(0, within(fourStandardErrors));
    }

    @Test
    void shouldFillUniformlyWithinTheBound() {
        // Given
        float[] values = new float[SAMPLE_COUNT];

        // When
        SeededNoise.of(3, 0, Purpose.INITIAL_WEIGHTS).fillUniform(values, 0.1);

        // Then: variance of a uniform number in +-b is b^2 / 3, of its square 4 b^4 / 45
        for (float value : values) {
            assertThat(value).isBetween(-0.1f, 0.1f);
        }
        assertThat(mean(values, x -> x)).isCloseTo(0, within(4 * 0.1 / Math.sqrt(3.0 * SAMPLE_COUNT)));
        assertThat(mean(values, x -> x * x)).isCloseTo(0.01 / 3, within(4 * 0.01 * Math.sqrt(4.0 / 45 / SAMPLE_COUNT)));
    }

    @Test
    void shouldDrawEveryNumberBelowTheBoundEquallyOften() {
        // Given
        SeededNoise noise = SeededNoise.of(3, 0, Purpose.REPLAY);
        int[] occurrences = new int[10];

        // When
        for (int index = 0; index < SAMPLE_COUNT; index++) {
            occurrences[noise.below(10, index)]++;
        }

        // Then: binomial, standard deviation sqrt(n p (1 - p))
        for (int occurrence : occurrences) {
            assertThat((double) occurrence).isCloseTo(10_000, within(4 * Math.sqrt(SAMPLE_COUNT * 0.09)));
        }
    }

    private static double mean(float[] numbers, DoubleUnaryOperator function) {
        double sum = 0;
        for (float number : numbers) {
            sum += function.applyAsDouble(number);
        }
        return sum / numbers.length;
    }

    private static double correlation(float[] left, float[] right, int lag) {
        double sum = 0;
        for (int i = lag; i < left.length; i++) {
            sum += (double) left[i] * right[i - lag];
        }
        return sum / left.length;
    }
}
