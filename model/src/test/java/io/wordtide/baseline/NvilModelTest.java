package io.wordtide.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.linalg.Workers;
import io.wordtide.text.DocumentCounts;
import io.wordtide.text.RecordedState;
import io.wordtide.train.NamedBounds;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NvilModelTest {

    private static final NvilSettings SMALL = new NvilSettings(2, 10, 5, new Learning(0.01, 0, 20), 20, 1);

    private final List<DocumentCounts> training = Documents.ofTwoThemes(200, 1);
    private final List<DocumentCounts> heldOut = Documents.ofTwoThemes(100, 2);

    private NvilModel learned(boolean autoregressive, int epochs, Workers workers) {
        NvilModel model = autoregressive
                ? new DeepAutoregressiveNetwork(SMALL, 10, workers)
                : new SigmoidBeliefNetwork(SMALL, 10, workers);
        for (int epoch = 1; epoch <= epochs; epoch++) {
            model.learnEpoch(training, epoch, count -> {});
        }
        return model;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldLowerPerplexityBelowThatOfSingleWords(boolean autoregressive) {
        // 10 equally frequent words; knowing the theme for certain would give 6.5
        double perplexity = learned(autoregressive, 60, Workers.of(1))
                .validate(heldOut)
                .get(0)
                .perplexity(heldOut)
                .perDocument();
        assertThat(perplexity).isBetween(6.5, 8.5);
    }

    @Test
    void shouldReportEveryDocumentAsOftenAsItSays() {
        NvilModel model = learned(false, 0, Workers.of(1));
        List<Integer> told = new ArrayList<>();

        model.learnEpoch(training, 1, told::add);
        assertThat(told).hasSize(10).containsOnly(20);

        told.clear();
        List<NamedBounds> bounds = model.evaluate(heldOut, told::add);
        assertThat(bounds).extracting(NamedBounds::name).containsExactly("elbo");
        assertThat(told.stream().mapToInt(Integer::intValue).sum()).isEqualTo(model.evaluationPasses() * 100);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldNotDependOnTheNumberOfThreads(boolean autoregressive) {
        try (Workers three = Workers.of(3)) {
            assertThat(bits(learned(autoregressive, 2, three)))
                    .isEqualTo(bits(learned(autoregressive, 2, Workers.of(1))));
        }
    }

    private float[] bits(NvilModel model) {
        return model.wordVectors().orElseThrow().values();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldContinueWithTheSameBitsWhenRestored(boolean autoregressive) {
        // Given
        NvilModel original = learned(autoregressive, 3, Workers.of(1));
        RecordedState state = RecordedState.of(original::visitState);

        // When
        NvilModel restored = learned(autoregressive, 0, Workers.of(1));
        state.restoreInto(restored::visitState);
        original.learnEpoch(training, 4, count -> {});
        restored.learnEpoch(training, 4, count -> {});

        // Then
        assertThat(bits(restored)).isEqualTo(bits(original));
        assertThat(restored.validate(heldOut).get(0).perDocument())
                .isEqualTo(original.validate(heldOut).get(0).perDocument());
    }

    @Test
    void shouldSayWhichModelItIs() {
        assertThat(learned(false, 0, Workers.of(1)).describe())
                .containsEntry("model", "sbn")
                .containsEntry("hiddenSize", "2")
                .containsEntry("learning.batchSize", "20");
        assertThat(learned(true, 0, Workers.of(1)).describe()).containsEntry("model", "fdarn");
    }

    @Test
    void shouldRefuseSettingsItCannotWorkWith() {
        assertThatThrownBy(() -> new NvilSettings(0, 10, 5, new Learning(0.01, 0, 20), 20, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected hiddenSize of at least 1, found 0");
    }
}
