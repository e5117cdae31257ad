package io.wordtide.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CoresTableTest {

    private static final double ROUNDING = 1e-12;

    @Test
    void shouldAddUpWhatThreadsGainInEachPhase() {
        // Given: of 80 ms all is shared, of 20 ms nothing; 16 parts
        CoresTable.Gain gain = new CoresTable.Gain(List.of(80.0, 20.0), List.of(40.0, 20.0), 16);

        // Then: 100 / (20 + 80 / n)
        assertThat(gain.shared()).isEqualTo(0.8, within(ROUNDING));
        assertThat(gain.of(1)).isEqualTo(1, within(ROUNDING));
        assertThat(gain.of(2)).isEqualTo(100.0 / 60, within(ROUNDING));
        assertThat(gain.of(8)).isEqualTo(100.0 / 30, within(ROUNDING));
        assertThat(gain.of(16)).isEqualTo(100.0 / 25, within(ROUNDING));
    }

    @Test
    void shouldGainNothingFromMoreThreadsThanParts() {
        // Given: all is shared
        CoresTable.Gain two = new CoresTable.Gain(List.of(80.0), List.of(40.0), 2);
        CoresTable.Gain three = new CoresTable.Gain(List.of(90.0), List.of(45.0), 3);

        // Then: of three parts, one of two threads does two
        assertThat(two.of(2)).isEqualTo(2, within(ROUNDING));
        assertThat(two.of(16)).isEqualTo(2, within(ROUNDING));
        assertThat(three.of(2)).isEqualTo(1.5, within(ROUNDING));
        assertThat(three.of(4)).isEqualTo(3, within(ROUNDING));
    }

    @Test
    void shouldKeepTheSharedWorkBetweenNothingAndAllWhenTimesAreNoisy() {
        // Given: two threads were slower, and more than twice as fast
        CoresTable.Gain slower = new CoresTable.Gain(List.of(10.0), List.of(11.0), 8);
        CoresTable.Gain faster = new CoresTable.Gain(List.of(10.0), List.of(4.0), 8);

        // Then
        assertThat(slower.of(8)).isEqualTo(1, within(ROUNDING));
        assertThat(faster.of(8)).isEqualTo(8, within(ROUNDING));
    }

    @Test
    void shouldCountBlocksOfDocumentsOrTilesOfWords() {
        // Then: 2,000 words are 4 tiles of 500, shared when there is one block of up to 250 documents
        assertThat(CoresTable.parts(50)).isEqualTo(4);
        assertThat(CoresTable.parts(250)).isEqualTo(4);
        assertThat(CoresTable.parts(251)).isEqualTo(2);
        assertThat(CoresTable.parts(4000)).isEqualTo(16);
    }
}
