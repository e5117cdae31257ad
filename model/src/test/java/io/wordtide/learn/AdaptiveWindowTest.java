package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.learn.AdaptiveWindow.Cut;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdaptiveWindowTest {

    private static List<Cut> cuts(AdaptiveWindow window, int count, double mean, Random random) {
        List<Cut> cuts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            window.add(mean + 0.3 * random.nextGaussian()).ifPresent(cuts::add);
        }
        return cuts;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldSeeNoChangeWhereThereIsNone(long seed) {
        AdaptiveWindow window = new AdaptiveWindow("window", 1);
        assertThat(cuts(window, 20_000, 6, new Random(seed))).isEmpty();
        assertThat(window.count()).isEqualTo(20_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldSeeARiseAndDropWhatWasBefore(long seed) {
        // Given
        AdaptiveWindow window = new AdaptiveWindow("window", 1);
        Random random = new Random(seed);
        cuts(window, 5_000, 6, random);

        // When
        List<Cut> cuts = cuts(window, 200, 7, random);

        // Then: the window is examined every 32 measurements, and the split is found to within a bucket
        assertThat(cuts).isNotEmpty();
        Cut first = cuts.get(0);
        assertThat(first.before()).isCloseTo(6, within(0.1));
        assertThat(first.after()).isCloseTo(7, within(0.3));
        assertThat(first.countBefore()).isBetween(4_900L, 5_100L);
        assertThat(first.after() - first.before()).isGreaterThan(first.threshold());
        assertThat(window.count()).isBetween(150L, 250L);
    }

    @Test
    void shouldSeeAFallAsWell() {
        AdaptiveWindow window = new AdaptiveWindow("window", 1);
        Random random = new Random(1);
        cuts(window, 2_000, 6, random);
        assertThat(cuts(window, 200, 5, random).get(0).after()).isLessThan(5.5);
    }

    /**
     * 32 zeros, then 32 ones: n = 64, v = 1/4, and 1/m = 1/32 + 1/32 = 1/16 at the split between them, which lies between
     * two buckets (4 of 8 measurements, then 5 of 4, 4 of 2 and 4 of 1).
     *
     * <pre>
     * delta'   = 0.002 / ln 64 = 0.002 / 4.158883083359672
     * ln(2/d') = ln(2 * 4.158883083359672 / 0.002) = ln 4158.883083359672 = 8.333001827628528
     * epsilon  = sqrt(2/16 * 1/4 * 8.333001827628528) + 2/(3 * 16) * 8.333001827628528
     *          = 0.5103002127310858 + 0.3472084094845220 = 0.8575086222156078
     * </pre>
     *
     * At the neighbouring split, 36 and 28, the distance is 1 - 4/36 = 0.889 and epsilon 0.867: less beyond its threshold.
     */
    @Test
    void shouldCutASharpStepAtTheThresholdCalculatedByHand() {
        // Given
        AdaptiveWindow window = new AdaptiveWindow("window", 1);
        for (int i = 0; i < 32; i++) {
            assertThat(window.add(0)).isEmpty();
        }

        // When
        List<Cut> cuts = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            window.add(1).ifPresent(cuts::add);
        }

        // Then
        assertThat(cuts).hasSize(1);
        Cut cut = cuts.get(0);
        assertThat(cut.before()).isZero();
        assertThat(cut.after()).isEqualTo(1);
        assertThat(cut.countBefore()).isEqualTo(32);
        assertThat(cut.countAfter()).isEqualTo(32).isEqualTo(window.count());
        assertThat(cut.threshold()).isCloseTo(0.8575086222156078, within(1e-15));
    }

    /** Nats, bits (1 nat = 1/ln 2 bits), and much smaller and much larger units. */
    @ParameterizedTest
    @ValueSource(doubles = {1 / 0.6931471805599453, 1e-3, 1e3})
    void shouldCutAtTheSamePlacesWhateverTheUnit(double unitsPerNat) {
        // Given: twelve levels, each for 40 to 1,239 measurements
        Random random = new Random(4);
        AdaptiveWindow inNats = new AdaptiveWindow("window", 3);
        AdaptiveWindow inUnits = new AdaptiveWindow("window", 3 * unitsPerNat);
        int cutCount = 0;

        for (int level = 0; level < 12; level++) {
            double mean = 6 + 2 * random.nextDouble();
            int count = 40 + random.nextInt(1_200);
            for (int i = 0; i < count; i++) {
                double nats = mean + 0.5 * random.nextGaussian();

                // When
                Optional<Cut> cut = inNats.add(nats);
                Optional<Cut> same = inUnits.add(nats * unitsPerNat);

                // Then: except for rounding
                assertThat(same.isPresent())
                        .as("level %d, measurement %d", level, i)
                        .isEqualTo(cut.isPresent());
                if (cut.isPresent()) {
                    cutCount++;
                    assertSameCut(same.get(), cut.get(), unitsPerNat);
                }
            }
        }
        assertThat(cutCount).isGreaterThan(6);
    }

    private static void assertSameCut(Cut inUnits, Cut inNats, double unitsPerNat) {
        assertThat(inUnits.countBefore()).isEqualTo(inNats.countBefore());
        assertThat(inUnits.countAfter()).isEqualTo(inNats.countAfter());
        assertThat(inUnits.before() / unitsPerNat).isCloseTo(inNats.before(), within(1e-9));
        assertThat(inUnits.after() / unitsPerNat).isCloseTo(inNats.after(), within(1e-9));
        assertThat(inUnits.threshold() / unitsPerNat).isCloseTo(inNats.threshold(), within(1e-9));
    }

    /** Levels of 200 or 6 to 17 measurements: some examinations find more than one change. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldCutAsTheDefinitionSays(long seed) {
        // Given
        Random random = new Random(seed);
        AdaptiveWindow window = new AdaptiveWindow("window", 2);
        ReferenceAdaptiveWindow reference = new ReferenceAdaptiveWindow(2);

        for (int level = 0; level < 150; level++) {
            double mean = 20 * random.nextDouble();
            int count = random.nextInt(4) == 0 ? 200 : 6 + random.nextInt(12);
            for (int i = 0; i < count; i++) {
                double value = mean + 0.5 * random.nextGaussian();

                // When
                Optional<Cut> cut = window.add(value);
                Optional<Cut> expected = reference.add(value);

                // Then
                assertThat(cut.isPresent())
                        .as("level %d, measurement %d", level, i)
                        .isEqualTo(expected.isPresent());
                expected.ifPresent(byDefinition -> assertSameCut(cut.orElseThrow(), byDefinition, 1));
                assertThat(window.count()).isEqualTo(reference.measurements().size());
            }
        }
        assertThat(reference.joinedCutCount())
                .as("cuts of more than one change")
                .isPositive();
    }

    /** With v = 0 before the step, only the second term is left, which depends on the range. */
    @Test
    void shouldWaitLongerWhereMeasurementsMayLieFartherApart() {
        assertThat(measurementsUntilCut(1)).isEqualTo(32);
        assertThat(measurementsUntilCut(4)).isGreaterThan(32);
    }

    private static int measurementsUntilCut(double range) {
        AdaptiveWindow window = new AdaptiveWindow("window", range);
        for (int i = 0; i < 320; i++) {
            window.add(6);
        }
        int count = 1;
        while (window.add(7).isEmpty()) {
            count++;
        }
        return count;
    }
}
