package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.util.function.ToDoubleFunction;
import org.assertj.core.util.DoubleComparator;
import org.assertj.core.util.FloatComparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OnlineLearnerTest {

    static List<LearnerConfig> presets() {
        return List.of(TinyConfigs.stream(), TinyConfigs.streamDeep(), TinyConfigs.paper(), TinyConfigs.fisher());
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

    /** A skipped document in between uses no noise and no row: the others have the same results without it. */
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
    void shouldLearnADocumentOfOneTokenInAVocabularyOfOneWord() {
        // Given
        OnlineLearner learner =
                new OnlineLearner(TinyConfigs.stream(), Vocabulary.fixed(List.of("oil")), new DocumentFrequencies());

        // When
        Scores scores = learner.learn(List.of(Bags.of("oil"))).scores().orElseThrow();

        // Then: the only word is certain, to the 4e-5 of the exponential; the rest is the KL divergence
        assertThat(scores.reconstruction()).isCloseTo(0, within(4e-5));
        assertThat(scores.unigram().perDocument()).isEqualTo(1);
    }

    @Test
    void shouldReportWordVectorsOnceAndAgainWhenTheyMoved() {
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
                .as("a drift that no vector can have")
                .isEmpty();
    }

    /**
     * With an input that counting does not change, embeddings are nearly those that learning finds next: only then do
     * refiners with a Fisher metric add the mini-batch to it. Embedding leaves no trace.
     */
    @ParameterizedTest
    @MethodSource("presets")
    void shouldEmbedWithoutLearningWhatLearningWouldReport(LearnerConfig preset) {
        // Given
        LearnerConfig config =
                TinyConfigs.vary(preset, Map.of("inference.input", LearnerConfig.Input.NORMALIZED_COUNTS));
        OnlineLearner learner = learner(config);
        List<List<BagOfWords>> miniBatches = TwoTopics.miniBatches(1, 21, 8);
        miniBatches.subList(0, 20).forEach(learner::learn);
        String before = StateFingerprint.of(learner);

        // When
        List<Optional<EmbeddedDocument>> embedded = learner.embed(miniBatches.get(20));

        // Then
        assertThat(StateFingerprint.of(learner)).isEqualTo(before);
        double tolerance = config.refinement().refiner() == LearnerConfig.RefinerKind.ADAM ? 1e-4 : 0.02;
        assertThat(embedded)
                .usingRecursiveComparison()
                .withComparatorForType(new FloatComparator((float) (10 * tolerance)), Float.class)
                .withComparatorForType(new DoubleComparator(tolerance), Double.class)
                .isEqualTo(learner.learn(miniBatches.get(20)).documents());
    }

    /** A document's embedding does not depend on the documents embedded with it. */
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

    /**
     * psi(x) has the means 0, 0.1 and 1, except for the little that the weights of a new network add, and log variances
     * near 0: divergences of about 0, 0.1^2 / 2 = 0.005 and 0.5 nats, of which only the last exceeds 0.01.
     */
    @ParameterizedTest
    @MethodSource("presets")
    void shouldCountTheLatentDimensionsThatDocumentsMakeUseOf(LearnerConfig preset) {
        // Given
        OnlineLearner learner = learner(TinyConfigs.vary(preset, Map.of("refinement.steps", 0, "latentSize", 8)));
        System.arraycopy(
                new float[] {0, 0, 0, 0.1f, 0.1f, 1, 1, -1}, 0, LiveArrays.of(learner, "inference.mean.bias"), 0, 8);

        // When
        StepReport report = learner.learn(TwoTopics.miniBatches(1, 1, 8).get(0));

        // Then
        assertThat(report.activeLatentCount()).isEqualTo(3);
    }

    /** All documents have 20 tokens: exp of the mean of each document's cost per token. */
    @ParameterizedTest
    @MethodSource("presets")
    void shouldReportOfEachDocumentWhatTheScoresAreMadeOf(LearnerConfig config) {
        // Given
        OnlineLearner learner = learner(config);
        learner.learn(TwoTopics.miniBatches(1, 1, 8).get(0));

        // When
        StepReport report = learner.learn(TwoTopics.miniBatches(2, 1, 8).get(0));

        // Then
        Scores scores = report.scores().orElseThrow();
        assertThat(scores.refined().perDocument())
                .isCloseTo(perplexity(report, EmbeddedDocument::elboPerToken), within(1e-9));
        assertThat(scores.amortized().perDocument())
                .isCloseTo(perplexity(report, EmbeddedDocument::amortizedElboPerToken), within(1e-9));
        assertThat(scores.unigram().perDocument())
                .isCloseTo(perplexity(report, EmbeddedDocument::unigramPerToken), within(1e-9));
        assertThat(scores.recentUnigram().perDocument())
                .isCloseTo(perplexity(report, EmbeddedDocument::recentUnigramPerToken), within(1e-9));
        assertThat(scores.cache().perDocument())
                .isCloseTo(perplexity(report, EmbeddedDocument::cachePerToken), within(1e-9));
    }

    private static double perplexity(StepReport report, ToDoubleFunction<EmbeddedDocument> nats) {
        return Math.exp(-report.documents().stream()
                .mapToDouble(document -> nats.applyAsDouble(document.orElseThrow()))
                .average()
                .orElseThrow());
    }

    /** With 20 words and one more of each, a0 after 40 tokens: p = (40 + 1) / (40 + 20), and 1 / 20 before. */
    @Test
    void shouldScoreTheUnigramModelsBeforeTheyCountTheMiniBatch() {
        // Given
        OnlineLearner learner = learner(TinyConfigs.vary(TinyConfigs.stream(), Map.of("decoder.unigramHalfLife", 1.0)));
        BagOfWords document = Bags.of(String.join(" ", Collections.nCopies(20, "a0")));

        // When
        StepReport first = learner.learn(List.of(document, document));
        StepReport second = learner.learn(List.of(document));

        // Then
        assertThat(first.scores().orElseThrow().unigram().perDocument()).isCloseTo(20, within(1e-9));
        assertThat(second.scores().orElseThrow().unigram().perDocument()).isCloseTo(60.0 / 41, within(1e-9));

        // and the recent one, in which the two count as 50 + 50 / 2 tokens: (75 + 1) / (75 + 20)
        assertThat(first.scores().orElseThrow().recentUnigram().perDocument()).isCloseTo(20, within(1e-9));
        assertThat(second.scores().orElseThrow().recentUnigram().perDocument()).isCloseTo(95.0 / 76, within(1e-9));
        assertThat(second.scores().orElseThrow().amortized().perDocument())
                .as("the output bias follows the unigram model")
                .isLessThan(3);
    }

    @Test
    void shouldReportAShareOfHalfWhenAsManyTokensAreUnknownAsKnown() {
        StepReport report = learner(TinyConfigs.stream()).learn(List.of(Bags.of("a1 unknown"), Bags.of("a2 unknown")));
        assertThat(report.outOfVocabularyRate()).isEqualTo(0.5);
    }

    @Test
    void shouldEmbedNothingOfDocumentsWithoutAKnownWord() {
        // Given
        OnlineLearner learner = learner(TinyConfigs.stream());

        // Then
        assertThat(learner.embed(List.of(Bags.of("unknown"), Bags.of("words"))))
                .containsExactly(Optional.empty(), Optional.empty());
        assertThat(learner.embed(List.of(Bags.of("unknown"), Bags.of("a1"))))
                .extracting(Optional::isPresent)
                .containsExactly(false, true);
    }

    /** A minimum of 1: a word gets its row with the first document that contains it. */
    @Test
    void shouldReportTheWordsThatArePublishedForTheFirstTimeAndSinceWhichDocument() {
        // Given
        OnlineLearner learner =
                new OnlineLearner(TinyConfigs.stream(), Vocabulary.living(10, 1), new DocumentFrequencies());
        learner.learn(List.of(Bags.of("oil rye"), Bags.of("oil"), Bags.of("rye")));

        // When
        List<Change> first = learner.publishWords(0).changes();
        learner.learn(List.of(Bags.of("oil wheat"), Bags.of("gold")));
        List<Change> second = learner.publishWords(0).changes();
        List<Change> third = learner.publishWords(0).changes();

        // Then: documents 1 to 3, then 4 and 5
        assertThat(first).singleElement().satisfies(change -> {
            assertThat(change.kind()).isEqualTo(Change.Kind.WORDS_ADMITTED);
            assertThat(change.terms()).containsExactlyInAnyOrder("oil", "rye");
            assertThat(change.sinceDocument()).isEqualTo(1);
        });
        assertThat(second).singleElement().satisfies(change -> {
            assertThat(change.terms()).containsExactlyInAnyOrder("gold", "wheat");
            assertThat(change.sinceDocument()).isEqualTo(4);
        });
        assertThat(third).isEmpty();
    }
}
