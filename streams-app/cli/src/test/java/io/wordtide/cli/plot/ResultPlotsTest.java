package io.wordtide.cli.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.wordtide.cli.evaluate.EvaluationResult;
import io.wordtide.cli.evaluate.Results;
import io.wordtide.cli.plot.LineChart.Curve;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultPlotsTest {

    @Test
    void shouldDrawACurveForEachResultAndBound() {
        // Given
        Map<String, EvaluationResult> results = new LinkedHashMap<>();
        results.put("M1", Results.halving("1-M1-tfidf", 2, 1000));
        results.put("M100", Results.halving("1-M100-tfidf", 1, 800));

        // When
        LineChart chart = ResultPlots.perplexity(results, List.of("psi(x)", "adam-100"));

        // Then: 1000 / 450 is less than a factor of 3
        assertThat(chart.logarithmic()).isFalse();
        assertThat(chart.curves())
                .extracting(Curve::name, Curve::colour, Curve::dash)
                .containsExactly(
                        tuple("M1, psi(x)", 0, 0),
                        tuple("M1, adam-100", 0, 1),
                        tuple("M100, psi(x)", 1, 0),
                        tuple("M100, adam-100", 1, 1));
        assertThat(chart.curves().get(1).x()).containsExactly(10, 20);
        assertThat(chart.curves().get(1).y()).containsExactly(900, 450);
    }

    @Test
    void shouldDrawALogarithmicAxisWhenPerplexitiesSpanMoreThanAFactorOfThree() {
        // When
        LineChart chart =
                ResultPlots.perplexity(Map.of("M1", Results.halving("1-M1-tfidf", 3, 1000)), List.of("psi(x)"));

        // Then: 1000 / 250
        assertThat(chart.logarithmic()).isTrue();
    }

    @Test
    void shouldDrawSingularValuesInDescendingOrderWithoutZeros() {
        // When
        LineChart chart = ResultPlots.singularValues(Map.of("M1", Results.halving("1-M1-tfidf", 1, 1000)));

        // Then
        assertThat(chart.logarithmic()).isTrue();
        assertThat(chart.curves().get(0).x()).containsExactly(1, 2, 3);
        assertThat(chart.curves().get(0).y()).containsExactly(4, 2, 0.25);
    }

    @Test
    void shouldSayWhatIsMissingWhenThereIsNothingToDraw() {
        // Given
        Map<String, EvaluationResult> results = Map.of("lda", Results.withoutWords("lda"));

        // Then
        assertThatThrownBy(() -> ResultPlots.perplexity(results, List.of("psi(x)")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("validation perplexities");
        assertThatThrownBy(() -> ResultPlots.singularValues(results))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("singular values");
    }

    @Test
    void shouldLeaveOutValuesThatAreNotFinite() {
        // Given
        EvaluationResult astray = Results.diverging("1-M1-tfidf");

        // When
        LineChart chart = ResultPlots.perplexity(Map.of("M1", astray), List.of("psi(x)"));

        // Then
        assertThat(chart.curves().get(0).x()).containsExactly(10);
        assertThat(chart.curves().get(0).y()).containsExactly(900);
        assertThat(ResultPlots.hasSingularValues(astray)).isFalse();
        assertThat(ResultPlots.hasSingularValues(Results.halving("1-M1-tfidf", 1, 1000)))
                .isTrue();
    }
}
