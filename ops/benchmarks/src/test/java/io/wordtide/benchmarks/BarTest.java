package io.wordtide.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BarTest {

    @Test
    void shouldBeMetAtItsLimitUnlessItIsToBeBelow() {
        assertThat(Bar.atMost(1.15).judge(1.15)).isEqualTo("<= 1.15, met");
        assertThat(Bar.atLeast(0.75).judge(0.75)).isEqualTo(">= 0.75, met");
        assertThat(Bar.below(2_000).judge(2_000)).isEqualTo("< 2,000, MISSED");
    }

    @Test
    void shouldBeMissedOnItsOtherSide() {
        assertThat(Bar.atMost(1.15).judge(1.1501)).isEqualTo("<= 1.15, MISSED");
        assertThat(Bar.atLeast(0.75).judge(0.7499)).isEqualTo(">= 0.75, MISSED");
        assertThat(Bar.below(2_000).judge(1_999.9)).isEqualTo("< 2,000, met");
    }

    @Test
    void shouldBeMissedByWhatIsNotANumber() {
        assertThat(Bar.atMost(1.1).judge(Double.NaN)).endsWith("MISSED");
        assertThat(Bar.atLeast(0.8).judge(Double.NaN)).endsWith("MISSED");
        assertThat(Bar.below(1_000).judge(Double.NaN)).endsWith("MISSED");
    }
}
