package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.text.BagOfWords;
import io.wordtide.text.Bags;
import io.wordtide.text.DocumentFrequencies;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A number that is not finite, planted where the inference network reads the word a0, row 0. */
class NonFiniteStepTest {

    private static final BagOfWords POISONOUS = Bags.of("a0 b1 b2");
    private static final List<BagOfWords> HARMLESS = List.of(Bags.of("a1 a2 a2"), Bags.of("b1 b2"));

    static List<LearnerConfig> presets() {
        return OnlineLearnerTest.presets().stream()
                .map(config ->
                        TinyConfigs.vary(config, Map.of("inference.input", LearnerConfig.Input.NORMALIZED_COUNTS)))
                .toList();
    }

    private static OnlineLearner poisoned(LearnerConfig config) {
        OnlineLearner learner = new OnlineLearner(config, TwoTopics.vocabulary(), new DocumentFrequencies());
        learner.learn(HARMLESS);
        LiveArrays.of(learner, "inference.hidden1.weights")[0] = Float.NaN;
        return learner;
    }

    @ParameterizedTest
    @MethodSource("presets")
    void shouldNameTheDocumentByItsPlaceAndNotRaiseTheVersion(LearnerConfig config) {
        // Given
        OnlineLearner learner = poisoned(config);

        // Then
        assertThatThrownBy(() -> learner.learn(List.of(HARMLESS.get(0), POISONOUS)))
                .isInstanceOf(NonFiniteStepException.class)
                .hasMessage("expected a finite ELBO at psi(x), found NaN for document 1 of the mini-batch's"
                        + " known ones");
        assertThat(learner.version()).isEqualTo(1);
    }

    /**
     * Neither parameters nor what a failed step accumulated: the next one ends where a learner ends that never failed.
     */
    @ParameterizedTest
    @MethodSource("presets")
    void shouldLearnTheNextMiniBatchAsIfNothingHadBeen(LearnerConfig config) {
        // Given
        OnlineLearner failed = poisoned(config);
        OnlineLearner undisturbed = poisoned(config);
        assertThatThrownBy(() -> failed.learn(List.of(POISONOUS))).isInstanceOf(NonFiniteStepException.class);

        // When
        StepReport report = failed.learn(HARMLESS);
        StepReport expected = undisturbed.learn(HARMLESS);

        // Then: but for the document that has been counted
        assertThat(report)
                .usingRecursiveComparison()
                .ignoringFields("documentsSeen")
                .isEqualTo(expected);
        assertThat(StateFingerprint.of(failed)).isEqualTo(StateFingerprint.of(undisturbed));
    }
}
