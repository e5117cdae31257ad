package io.wordtide.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.baseline.ReplicatedSoftmax.Settings;
import io.wordtide.linalg.Workers;
import io.wordtide.text.DocumentCounts;
import io.wordtide.text.RecordedState;
import io.wordtide.train.NamedBounds;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplicatedSoftmaxTest {

    private static final Settings TWO_UNITS = new Settings(2, new Learning(0.01, 0, 20), 3, 10, 100, 200, 1);

    private final List<DocumentCounts> training = Documents.ofTwoThemes(200, 1);
    private final List<DocumentCounts> heldOut = Documents.ofTwoThemes(100, 2);

    private ReplicatedSoftmax learned(int epochs, Workers workers) {
        ReplicatedSoftmax model = new ReplicatedSoftmax(TWO_UNITS, 10, workers);
        for (int epoch = 1; epoch <= epochs; epoch++) {
            model.learnEpoch(training, epoch, count -> {});
        }
        return model;
    }

    @Test
    void shouldLowerPerplexityBelowThatOfSingleWords() {
        // 10 equally frequent words; knowing the theme for certain would give 6.5
        double perplexity = learned(40, Workers.of(1))
                .validate(heldOut)
                .get(0)
                .perplexity(heldOut)
                .perDocument();
        assertThat(perplexity).isBetween(6.5, 8.5);
    }

    @Test
    void shouldReportEveryDocumentAsOftenAsItSays() {
        ReplicatedSoftmax model = learned(0, Workers.of(1));
        List<Integer> told = new ArrayList<>();

        model.learnEpoch(training, 1, told::add);
        assertThat(told).hasSize(10).containsOnly(20);

        told.clear();
        List<NamedBounds> estimates = model.evaluate(heldOut, told::add);
        assertThat(estimates).extracting(NamedBounds::name).containsExactly("ais", "ais-less-3-errors");
        for (int d = 0; d < heldOut.size(); d++) {
            assertThat(estimates.get(1).perDocument()[d])
                    .isLessThanOrEqualTo(estimates.get(0).perDocument()[d]);
        }
        assertThat(told.stream().mapToInt(Integer::intValue).sum()).isEqualTo(model.evaluationPasses() * 100);
    }

    @Test
    void shouldNotDependOnTheNumberOfThreads() {
        try (Workers three = Workers.of(3)) {
            assertThat(bits(learned(2, three))).isEqualTo(bits(learned(2, Workers.of(1))));
        }
    }

    private static float[] bits(ReplicatedSoftmax model) {
        return model.wordVectors().orElseThrow().values();
    }

    @Test
    void shouldContinueWithTheSameBitsWhenRestored() {
        // Given
        ReplicatedSoftmax original = learned(11, Workers.of(1));
        RecordedState state = RecordedState.of(original::visitState);

        // When
        ReplicatedSoftmax restored = learned(0, Workers.of(1));
        state.restoreInto(restored::visitState);
        original.learnEpoch(training, 12, count -> {});
        restored.learnEpoch(training, 12, count -> {});

        // Then
        assertThat(bits(restored)).isEqualTo(bits(original));
        assertThat(restored.validate(heldOut).get(0).perDocument())
                .isEqualTo(original.validate(heldOut).get(0).perDocument());
    }

    @Test
    void shouldRefuseSettingsItCannotWorkWith() {
        assertThatThrownBy(() -> new Settings(2, new Learning(0.01, 0, 20), 0, 10, 100, 200, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected gibbsSteps of at least 1, found 0");
    }
}
