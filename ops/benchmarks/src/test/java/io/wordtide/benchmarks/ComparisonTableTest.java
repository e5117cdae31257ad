package io.wordtide.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTableTest {

    @Test
    void shouldJudgeTheMedianRatioToTheOtherBuild() {
        // Given: 0.2, 0.5 and 0.4 times as long
        Outcome outcome = new Outcome(
                Map.of(), Map.of("seconds", new double[] {1, 2, 4}, "otherSeconds", new double[] {5, 4, 10}));

        // Then
        assertThat(new ComparisonTable(true)
                        .ratio("a", outcome, "seconds", Bar.atMost(0.4))
                        .ratio("b", outcome, "seconds")
                        .toString())
                .endsWith(String.join(
                        System.lineSeparator(),
                        "",
                        "| a | 1.00 / 2.00 / 4.00 | 4.00 / 5.00 / 10.00 | 0.20 / 0.40 / 0.50 | <= 0.4, met |",
                        "| b | 1.00 / 2.00 / 4.00 | 4.00 / 5.00 / 10.00 | 0.20 / 0.40 / 0.50 | none |"));
    }

    @Test
    void shouldShowWhatIsMeasuredWithoutAnotherBuild() {
        // Given
        Outcome outcome =
                new Outcome(Map.of(), Map.of("rate", new double[] {900, 1_100}, "otherRate", new double[] {0, 0}));

        // Then: a figure of this build is judged all the same
        assertThat(new ComparisonTable(false)
                        .ratio("a", outcome, "rate", Bar.atLeast(2))
                        .figure("b", outcome, "rate", Bar.atLeast(1_001))
                        .toString())
                .endsWith(String.join(
                        System.lineSeparator(),
                        "",
                        "| a | 900 / 1,000 / 1,100 | – | – | none |",
                        "| b | 900 / 1,000 / 1,100 | – | – | >= 1,001, MISSED |"));
    }

    @Test
    void shouldMissTheBarOfARatioThatWasNotMeasured() {
        // Given: the last iteration of one of two figures is missing
        Outcome outcome = new Outcome(
                Map.of(),
                Map.of(
                        "rate", new double[] {1, 1},
                        "otherRate", new double[] {2, 0},
                        "seconds", new double[] {2, 0},
                        "otherSeconds", new double[] {2, 2},
                        "memory", new double[] {3, 3, 3},
                        "otherMemory", new double[] {3, 3, Double.NaN}));

        // Then: 1 / 0 is not at least 0, nor 0 / 2 or 3 / NaN at most 9
        assertThat(new ComparisonTable(true)
                        .ratio("a", outcome, "rate", Bar.atLeast(0))
                        .ratio("b", outcome, "seconds", Bar.atMost(9))
                        .ratio("c", outcome, "memory", Bar.atMost(9))
                        .toString())
                .endsWith(String.join(
                        System.lineSeparator(),
                        "",
                        "| a | 1.00 / 1.00 / 1.00 | 0.00 / 1.00 / 2.00 | 0.50 / Infinity / Infinity | >= 0, MISSED |",
                        "| b | 0.00 / 1.00 / 2.00 | 2.00 / 2.00 / 2.00 | 0.00 / 0.50 / 1.00 | <= 9, MISSED |",
                        "| c | 3.00 / 3.00 / 3.00 | 3.00 / 3.00 / NaN | 1.00 / 1.00 / NaN | <= 9, MISSED |"));
    }
}
