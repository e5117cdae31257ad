package io.wordtide.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class PairTest {

    @Test
    void shouldRunEachSideFirstInEveryOtherRound() {
        // Given
        StringBuilder order = new StringBuilder();

        // When
        new Pair().alternate(4, () -> order.append('s'), () -> order.append('r'));

        // Then
        assertThat(order).hasToString("srrssrrs");
    }

    @Test
    void shouldDivideTheTimesOfARoundByEachOther() {
        // Given: sides that take at least 20 and 2 ms
        Pair pair = new Pair();

        // When
        long start = System.nanoTime();
        pair.alternate(3, () -> spend(20), () -> spend(2));
        double wholeMs = (System.nanoTime() - start) / 1e6;

        // Then: three rounds are no longer than all of it
        assertThat(pair.subjectMs).isGreaterThanOrEqualTo(20);
        assertThat(pair.referenceMs).isGreaterThanOrEqualTo(2);
        assertThat(3 * (pair.subjectMs + pair.referenceMs)).isLessThanOrEqualTo(wholeMs);
        assertThat(pair.ratio).isCloseTo(pair.subjectMs / pair.referenceMs, within(1e-9));
    }

    @Test
    void shouldGiveTheTimesOfAStepAndKeepTheirRatio() {
        // Given
        Pair pair = new Pair();
        pair.subjectMs = 12;
        pair.referenceMs = 8;
        pair.ratio = 1.5;

        // When
        pair.perStep(4);

        // Then
        assertThat(pair.subjectMs).isEqualTo(3);
        assertThat(pair.referenceMs).isEqualTo(2);
        assertThat(pair.ratio).isEqualTo(1.5);
    }

    private static void spend(int milliseconds) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
