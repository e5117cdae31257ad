package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.learn.StepReport.EmbeddedDocument;
import io.wordtide.learn.StepReport.Scores;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.Bags;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.Vocabulary;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.util.DoubleComparator;
import org.assertj.core.util.FloatComparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OnlineLearnerTest {

    static List<LearnerConfig> presets() {
        return List.of(TinyConfigs.stream(), TinyConfigs.paper(), TinyConfigs.fisher());
    }

    private static OnlineLearner learner(LearnerConfig config) {
        return new OnlineLearner(config, TwoTopics.vocabulary(), new DocumentFrequencies());
    }

    private static String fingerprintAfter(LearnerConfig config, List<List<BagOfWords>> miniBatches) {
        OnlineLearner learner = learner(config);
        miniBatches.forEach(learner::learn);
        return StateFingerprint.of(learner);
    }

    @ParameterizedTest
    @MethodSource("presets")
    void shouldEndAtTheSameBitsWithTheSameSeedOnly(LearnerConfig config) {
        // Given
        List<List<BagOfWords>> miniBatches = TwoTopics.miniBatches(1, 5, 8);

        // When
        String fingerprint = fingerprintAfter(config, miniBatches);

        // Then
        assertThat(fingerprintAfter(config, miniBatches)).isEqualTo(fingerprint);
        assertThat(fingerprintAfter(TinyConfigs.vary(config, Map.of("seed", 2L)), miniBatches))
                .isNotEqualTo(fingerprint);
        assertThat(fingerprintAfter(config, TwoTopics.miniBatches(2, 5, 8))).isNotEqualTo(fingerprint);
    }

    @ParameterizedTest
    @MethodSource("presets")
    void shouldRaiseTheVersionByOneAndReportTheWholeMiniBatch(LearnerConfig config) {
        // Given
        OnlineLearner learner = learner(config);
        learner.learn(TwoTopics.miniBatches(1, 1, 8).get(0));

        // When: a partial mini-batch with a word that has no row
        StepReport report = learner.learn(List.of(Bags.of("a1 a1 b2 unknown"), Bags.of("b3 b4")));

        // Then
        assertThat(report.version()).isEqualTo(2).isEqualTo(learner.version());
        assertThat(report.documentCount()).isEqualTo(2);
        assertThat(report.skippedDocumentCount()).isZero();
        assertThat(report.tokenCount()).isEqualTo(5);
        assertThat(report.outOfVocabularyRate()).isCloseTo(1.0 / 6, within(1e-12));
        assertThat(report.vocabularySize()).isEqualTo(20);
        assertThat(report.refinementSteps()).isEqualTo(config.refinement().steps());
        assertThat(report.documentsSeen()).isEqualTo(10);
        EmbeddedDocument first = report.documents().get(0).orElseThrow();
        assertThat(first.tokenCount()).isEqualTo(3);
        assertThat(first.outOfVocabularyRate()).isEqualTo(0.25);
        assertThat(first.mean()).hasSize(4);
        assertThat(first.logVariance()).hasSize(4);
    }

    /**
     * Elbo = reconstruction - KL, the gain is against psi(x), and the perplexity is that of the documents' own bounds.
     */
    @ParameterizedTest
    @MethodSource("presets")
    void shouldReportScoresThatAddUp(LearnerConfig config) {
        // Given
        OnlineLearner learner = learner(config);

        // When
        StepReport report = learner.learn(TwoTopics.miniBatches(3, 1, 8).get(0));

        // Then: all documents have 20 tokens, so that both forms of perplexity are the same
        Scores scores = report.scores().orElseThrow();
        assertThat(scores.elbo()).isCloseTo(scores.reconstruction() - scores.klDivergence(), within(1e-9));
        assertThat(scores.refined().perDocument()).isCloseTo(Math.exp(-scores.elbo() / 20), within(1e-9));
        assertThat(scores.refined().corpus()).isCloseTo(scores.refined().perDocument(), within(1e-9));
        assertThat(scores.amortized().perDocument())
                .isCloseTo(Math.exp(-(scores.elbo() - scores.refinementGain()) / 20), within(1e-9));
        double meanElboPerToken = report.documents().stream()
                .mapToDouble(document -> document.orElseThrow().elboPerToken())
                .average()
                .orElseThrow();
        assertThat(meanElboPerToken).isCloseTo(scores.elbo() / 20, within(1e-9));
        assertThat(scores.unigram().perDocument())
                .as("a unigram model that has seen nothing")
                .isCloseTo(20, within(1e-9));
    }

    @ParameterizedTest
    @MethodSource("presets")
    void shouldCountAMiniBatchOfUnknownWordsAndLearnNothing(LearnerConfig config) {
        // Given
        OnlineLearner learner = learner(config);
        learner.learn(TwoTopics.miniBatches(1, 1, 8).get(0));
        float[] weights = LiveArrays.of(learner, "generative.output.weights").clone();

        // When
        StepReport report = learner.learn(List.of(Bags.of("unknown words"), Bags.of("unknown")));

        // Then
        assertThat(report.version()).isEqualTo(2).isEqualTo(learner.version());
        assertThat(report.scores()).isEmpty();
        assertThat(report.documents()).containsExactly(Optional.empty(), Optional.empty());
        assertThat(report.skippedDocumentCount()).isEqualTo(2);
        assertThat(report.tokenCount()).isZero();
        assertThat(report.outOfVocabularyRate()).isEqualTo(1);
        assertThat(report.documentsSeen()).isEqualTo(10);
        assertThat(learner.documentFrequencies().of("unknown"))
                .as("can never have a row")
                .isZero();
        assertThat(LiveArrays.of(learner, "generative.output.weights")).containsExactly(weights);
    }

    /** A skipped document in between takes no noise and no row: the others are what they are without it. */
    @ParameterizedTest
    @MethodSource("presets")
    void shouldSkipDocumentsWithoutAKnownWordAndKeepTheOthersInTheirPlaces(LearnerConfig config) {
        // Given
        LearnerConfig withoutFrequencies =
                TinyConfigs.vary(config, Map.of("inference.input", LearnerConfig.Input.NORMALIZED_COUNTS));
        BagOfWords first = Bags.of("a1 a2 a2");
        BagOfWords second = Bags.of("b1 b2");

        // When
        StepReport without = learner(withoutFrequencies).learn(List.of(first, second));
        StepReport with = learner(withoutFrequencies).learn(List.of(first, Bags.of("unknown"), second));

        // Then
        assertThat(with.documentCount()).isEqualTo(2);
        assertThat(with.skippedDocumentCount()).isEqualTo(1);
        assertThat(with.documents().get(1)).isEmpty();
        assertThat(with.documents().get(2).orElseThrow().mean())
                .containsExactly(without.documents().get(1).orElseThrow().mean());
        assertThat(with.scores()).isEqualTo(without.scores());
    }

    @Test
    void shouldRaiseNothingButTheVersionWhenTheMiniBatchIsEmpty() {
        // Given
        OnlineLearner learner = learner(TinyConfigs.stream());

        // When
        StepReport report = learner.learn(List.of());

        // Then
        assertThat(report.version()).isEqualTo(1);
        assertThat(report.documents()).isEmpty();
        assertThat(report.scores()).isEmpty();
        assertThat(learner.documentFrequencies().documentCount()).isZero();
    }

    @Test
    void shouldRefuseAMiniBatchThatIsTooLarge() {
        // Given
        OnlineLearner learner = learner(TinyConfigs.stream());
        List<BagOfWords> tooLarge = Collections.nCopies(9, Bags.of("a1"));

        // Then
        assertThatThrownBy(() -> learner.learn(tooLarge))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a mini-batch of up to 8 documents, found 9");
        assertThat(learner.documentFrequencies().documentCount()).isZero();
        assertThat(learner.version()).isZero();
    }

    @Test
    void shouldLearnADocumentOfOneTokenInAVocabularyOfOneWord() {
        // Given
        OnlineLearner learner =
                new OnlineLearner(TinyConfigs.stream(), Vocabulary.fixed(List.of("oil")), new DocumentFrequencies());

        // When
        Scores scores = learner.learn(List.of(Bags.of("oil"))).scores().orElseThrow();

        // Then: the only word is certain, to the 4e-5 of the exponential; what is left is the KL divergence
        assertThat(scores.reconstruction()).isCloseTo(0, within(4e-5));
        assertThat(scores.unigram().perDocument()).isEqualTo(1);
    }

    @Test
    void shouldTellWordVectorsOnceAndAgainWhenTheyMoved() {
        // Given
        OnlineLearner learner = learner(TinyConfigs.stream());
        learner.learn(TwoTopics.miniBatches(1, 1, 8).get(0));

        // Then
        assertThat(learner.publishWords(1e-3).moved()).hasSize(20);
        assertThat(learner.publishWords(1e-3).moved())
                .as("without learning between")
                .isEmpty();
        TwoTopics.miniBatches(2, 5, 8).forEach(learner::learn);
        assertThat(learner.publishWords(1e-3).moved())
                .as("after five mini-batches")
                .isNotEmpty();
        assertThat(learner.publishWords(2.1).moved())
                .as("a drift no vector can have")
                .isEmpty();
    }

    /**
     * With an input that counting does not change, what is embedded is nearly what learning finds next: refiners that keep
     * a Fisher metric take the mini-batch into it then. No trace is left.
     */
    @ParameterizedTest
    @MethodSource("presets")
    void shouldEmbedWithoutLearningWhatLearningWouldReport(LearnerConfig preset) {
        // Given
        LearnerConfig config =
                TinyConfigs.vary(preset, Map.of("inference.input", LearnerConfig.Input.NORMALIZED_COUNTS));
        OnlineLearner learner = learner(config);
        List<List<BagOfWords>> miniBatches = TwoTopics.miniBatches(1, 3, 8);
        learner.learn(miniBatches.get(0));
        learner.learn(miniBatches.get(1));
        String before = StateFingerprint.of(learner);

        // When
        List<Optional<EmbeddedDocument>> embedded = learner.embed(miniBatches.get(2));

        // Then
        assertThat(StateFingerprint.of(learner)).isEqualTo(before);
        double tolerance = config.refinement().refiner() == LearnerConfig.RefinerKind.ADAM ? 1e-4 : 0.02;
        assertThat(embedded)
                .usingRecursiveComparison()
                .withComparatorForType(new FloatComparator((float) (10 * tolerance)), Float.class)
                .withComparatorForType(new DoubleComparator(tolerance), Double.class)
                .isEqualTo(learner.learn(miniBatches.get(2)).documents());
    }

    /** What becomes of a document does not depend on those that are embedded with it. */
    @ParameterizedTest
    @MethodSource("presets")
    void shouldEmbedADocumentAlikeInWhateverCompany(LearnerConfig config) {
        // Given
        OnlineLearner learner = learner(config);
        List<List<BagOfWords>> miniBatches = TwoTopics.miniBatches(1, 3, 8);
        learner.learn(miniBatches.get(0));
        learner.learn(miniBatches.get(1));
        BagOfWords document = miniBatches.get(2).get(0);

        // When
        List<Optional<EmbeddedDocument>> alone = learner.embed(List.of(document));
        List<Optional<EmbeddedDocument>> inCompany =
                learner.embed(List.of(document, miniBatches.get(2).get(5)));

        // Then
        assertThat(alone.get(0))
                .usingRecursiveComparison()
                .withComparatorForType(new FloatComparator(1e-3f), Float.class)
                .withComparatorForType(new DoubleComparator(1e-3), Double.class)
                .isEqualTo(inCompany.get(0));
    }

    @Test
    void shouldEmbedNothingWhereNoWordIsKnown() {
        List<Optional<EmbeddedDocument>> embedded =
                learner(TinyConfigs.stream()).embed(List.of(Bags.of("unknown words"), Bags.of("a1 a2")));
        assertThat(embedded.get(0)).isEmpty();
        assertThat(embedded.get(1)).isPresent();
    }
}
