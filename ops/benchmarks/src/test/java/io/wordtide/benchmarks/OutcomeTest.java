package io.wordtide.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    private final Outcome outcome = new Outcome(
            Map.of("vocabularySize", "20000", "decoder", "DEEP"), Map.of("ratio", new double[] {1.2, 1.0, 1.4}));

    @Test
    void shouldGiveParametersAndFiguresByName() {
        assertThat(outcome.parameter("decoder")).isEqualTo("DEEP");
        assertThat(outcome.number("vocabularySize")).isEqualTo("20,000");
        assertThat(outcome.median("ratio")).isEqualTo(1.2);
        assertThat(outcome.spread("ratio")).isEqualTo(new Spread(1.0, 1.2, 1.4));
    }

    @Test
    void shouldDivideFiguresIterationByIteration() {
        // Given
        Outcome pairs =
                new Outcome(Map.of(), Map.of("rate", new double[] {6, 8, 9}, "otherRate", new double[] {3, 2, 9}));

        // Then: 6 / 3, 8 / 2, 9 / 9; the ratio of the medians would be 8 / 3
        assertThat(pairs.ratio("rate", "otherRate")).isEqualTo(new Spread(1, 2, 4));
    }

    @Test
    void shouldNameWhatWasNotMeasured() {
        assertThatThrownBy(() -> outcome.median("rate"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected rate among what was measured, found none");
        assertThatThrownBy(() -> outcome.parameter("shape"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected shape among what was measured, found none");
    }
}
