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
    void shouldNameWhatWasNotMeasured() {
        assertThatThrownBy(() -> outcome.median("rate"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected rate among what was measured, found none");
        assertThatThrownBy(() -> outcome.parameter("shape"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected shape among what was measured, found none");
    }
}
