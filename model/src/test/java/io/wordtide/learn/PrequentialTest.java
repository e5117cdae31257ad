package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.learn.StepReport.EmbeddedDocument;
import io.wordtide.learn.StepReport.Scores;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.Bags;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.RecordedState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mini-batch is scored by a model that has not seen it. */
class PrequentialTest {

    private static final double FAST = 0.1;

    /** A rate that changes no float. */
    private static final double NEGLIGIBLE = Double.MIN_VALUE;

    static List<LearnerConfig> presets() {
        return OnlineLearnerTest.presets();
    }

    private static OnlineLearner learner(LearnerConfig config) {
        return new OnlineLearner(config, TwoTopics.vocabulary(), new DocumentFrequencies());
    }

    /** Learning rates determine the next state, so a score that depends on them has seen its mini-batch. */
    @ParameterizedTest
    @MethodSource("presets")
    void shouldScoreByTheStateBeforeTheMiniBatchIsLearned(LearnerConfig config) {
        // Given: learners of the same state, one of which will learn fast and one not at all
        LearnerConfig byAdam = TinyConfigs.vary(config, Map.of("decoder.learning", LearnerConfig.DecoderLearning.ADAM));
        List<List<BagOfWords>> miniBatches = TwoTopics.miniBatches(1, 4, 8);
        OnlineLearner slow = learner(TinyConfigs.vary(
                byAdam, Map.of("decoder.learningRate", NEGLIGIBLE, "inference.learningRate", NEGLIGIBLE)));
        OnlineLearner fast =
                learner(TinyConfigs.vary(byAdam, Map.of("decoder.learningRate", FAST, "inference.learningRate", FAST)));
        miniBatches.subList(0, 3).forEach(fast::learn);
        miniBatches.subList(0, 3).forEach(bags -> bags.forEach(slow.documentFrequencies()::count));
        RecordedState.of(fast::visitState).restoreInto(slow::visitState);

        // When
        StepReport scoredAndLearned = fast.learn(miniBatches.get(3));
        StepReport onlyScored = slow.learn(miniBatches.get(3));

        // Then
        assertThat(scoredAndLearned).usingRecursiveComparison().isEqualTo(onlyScored);
        assertThat(StateFingerprint.of(fast)).isNotEqualTo(StateFingerprint.of(slow));
    }

    @ParameterizedTest
    @MethodSource("presets")
    void shouldNotDependOnWhatFollows(LearnerConfig config) {
        // Given
        List<List<BagOfWords>> miniBatches = TwoTopics.miniBatches(1, 3, 8);
        List<List<BagOfWords>> others = TwoTopics.miniBatches(2, 3, 8);
        OnlineLearner learner = learner(config);
        OnlineLearner other = learner(config);

        // When
        Optional<Scores> first = learner.learn(miniBatches.get(0)).scores();
        Optional<Scores> firstOfOther = other.learn(miniBatches.get(0)).scores();
        Optional<Scores> second = learner.learn(miniBatches.get(1)).scores();
        Optional<Scores> secondOfOther = other.learn(others.get(1)).scores();

        // Then
        assertThat(firstOfOther).isEqualTo(first);
        assertThat(secondOfOther).isNotEqualTo(second);
    }

    /** Input without document frequencies, which learning counts first. A rounding of the product of matrices. */
    @Test
    void shouldScoreOnceAndAsInLearningWithoutRefinement() {
        // Given
        OnlineLearner learner = learner(TinyConfigs.vary(
                TinyConfigs.stream(),
                Map.of("refinement.steps", 0, "inference.input", LearnerConfig.Input.NORMALIZED_COUNTS)));
        learner.learn(TwoTopics.miniBatches(1, 1, 8).get(0));
        List<BagOfWords> next = List.of(Bags.of("a1 a1 b2"));

        // When
        EmbeddedDocument embedded = learner.embed(next).get(0).orElseThrow();
        EmbeddedDocument learned = learner.learn(next).documents().get(0).orElseThrow();

        // Then
        assertThat(embedded.amortizedElboPerToken()).isEqualTo(embedded.elboPerToken());
        assertThat(embedded.elboPerToken()).isCloseTo(learned.elboPerToken(), within(1e-4));
    }
}
