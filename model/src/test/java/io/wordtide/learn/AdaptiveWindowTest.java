package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.learn.AdaptiveWindow.Cut;
import java.util.ArrayList;
import java.util.List;
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
        AdaptiveWindow window = new AdaptiveWindow("window");
        assertThat(cuts(window, 20_000, 6, new Random(seed))).isEmpty();
        assertThat(window.count()).isEqualTo(20_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldSeeARiseAndDropWhatWasBefore(long seed) {
        // Given
        AdaptiveWindow window = new AdaptiveWindow("window");
        Random random = new Random(seed);
        cuts(window, 5_000, 6, random);

        // When
        List<Cut> cuts = cuts(window, 200, 7, random);

        // Then: looks come every 32 measurements, and the split is found to a bucket
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
        AdaptiveWindow window = new AdaptiveWindow("window");
        Random random = new Random(1);
        cuts(window, 2_000, 6, random);
        assertThat(cuts(window, 200, 5, random).get(0).after()).isLessThan(5.5);
    }

    /** By hand: 32 zeros, then 32 ones, and the first look that sees both; buckets hold the counts exactly. */
    @Test
    void shouldGiveTheMeansOfBothSidesOfASharpStep() {
        // Given
        AdaptiveWindow window = new AdaptiveWindow("window");
        for (int i = 0; i < 64; i++) {
            assertThat(window.add(0)).isEmpty();
        }

        // When
        List<Cut> cuts = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            window.add(1).ifPresent(cuts::add);
        }

        // Then
        assertThat(cuts).hasSize(1);
        assertThat(cuts.get(0).before()).isLessThan(0.1);
        assertThat(cuts.get(0).after()).isGreaterThan(0.9);
        assertThat(cuts.get(0).countBefore() + cuts.get(0).countAfter()).isEqualTo(96);
    }
}
