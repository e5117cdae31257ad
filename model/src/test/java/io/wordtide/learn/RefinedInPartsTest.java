package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.dlgm.Elbo;
import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.evaluate.Perplexity;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.Bags;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A learner whose rounds are cut into parts, against another that does the same work elsewhere or in another order. */
class RefinedInPartsTest {

    private static final int MOST_PARTS = 4;

    /** Two parts of 27 and 28 documents. */
    private static final int ROUND_SIZE = 55;

    /** Words are recycled before rounds 0 and 64. */
    private static final int ROUND_COUNT = 68;

    private static final int WORDS_IN_USE = 30;

    static List<LearnerConfig> presets() {
        return OnlineLearnerTest.presets();
    }

    /** All refiners, decoders, update rules and targets. */
    static List<LearnerConfig> configs() {
        return List.of(
                TinyConfigs.stream(),
                TinyConfigs.streamDeep(),
                TinyConfigs.paper(),
                TinyConfigs.fisher(),
                TinyConfigs.vary(
                        TinyConfigs.fisher(),
                        Map.of(
                                "decoder.learning",
                                LearnerConfig.DecoderLearning.NATURAL_GRADIENT,
                                "inference.target",
                                LearnerConfig.InferenceTarget.REFINED,
                                "inference.replayDocuments",
                                30)));
    }

    static Stream<Arguments> learners() {
        Supplier<Vocabulary> fixed = () -> Vocabulary.fixed(IntStream.range(0, WORDS_IN_USE + ROUND_COUNT / 2)
                .mapToObj(RefinedInPartsTest::word)
                .toList());
        Supplier<Vocabulary> living = () -> Vocabulary.living(45, 3);
        return configs().stream()
                .flatMap(config -> Stream.of(Arguments.of(config, fixed), Arguments.of(config, living)));
    }

    private static String word(int number) {
        return "w%04d".formatted(number);
    }

    /** A stream of 30 words that gains a new word and loses an old one with every second round. */
    private static List<List<BagOfWords>> rounds() {
        Random random = new Random(3);
        return IntStream.range(0, ROUND_COUNT)
                .mapToObj(i -> IntStream.range(0, ROUND_SIZE)
                        .mapToObj(d -> document(i / 2, random))
                        .toList())
                .toList();
    }

    private static BagOfWords document(int firstWord, Random random) {
        TreeMap<String, Integer> countByTerm = new TreeMap<>();
        for (int token = 0; token < 12; token++) {
            countByTerm.merge(word(firstWord + random.nextInt(WORDS_IN_USE)), 1, Integer::sum);
        }
        return BagOfWords.of(countByTerm);
    }

    private static DocumentFrequencies frequencies() {
        return DocumentFrequencies.forgetting(400);
    }

    /** What an instance gets that has no replica yet. */
    private static OnlineLearner replica(OnlineLearner learner, Supplier<Vocabulary> vocabulary) {
        DocumentFrequencies known = learner.documentFrequencies();
        return ModelSnapshot.decode(
                ModelSnapshot.encode(learner),
                learner.config(),
                vocabulary.get(),
                frequencies().goOnFrom(known.documentCount(), known.weights()));
    }

    /**
     * The last part is refined first, by a replica that keeps up for 20 rounds and is then replaced by a new one; both
     * take each step. One replica lives through the search for forgotten words, at round 64.
     */
    @ParameterizedTest
    @MethodSource("learners")
    void shouldLearnTheSameBitsWhoeverRefinesThePartsInWhateverOrder(
            LearnerConfig config, Supplier<Vocabulary> vocabulary) {
        // Given
        OnlineLearner alone = new OnlineLearner(config, vocabulary.get(), frequencies());
        OnlineLearner helped = new OnlineLearner(config, vocabulary.get(), frequencies());
        OnlineLearner replica = replica(helped, vocabulary);
        int forgottenCount = 0;

        for (List<BagOfWords> bags : rounds()) {
            if (helped.version() % 20 == 0) {
                replica = replica(helped, vocabulary);
            }

            // When
            StepReport expected = alone.learn(bags, MOST_PARTS);
            Round round = helped.open(bags, MOST_PARTS);
            Round elsewhere = replica.open(bags, MOST_PARTS);
            RefinedPart last = replica.refine(elsewhere, 1).get(0);
            RefinedPart first = helped.refine(round, 0).get(0);
            RefinedPart merged = round.merge(List.of(first, last));
            StepReport report = helped.learn(round, merged);
            replica.learn(elsewhere, merged);

            // Then
            assertThat(round.partCount()).isEqualTo(2);
            assertThat(replica.digest()).isEqualTo(helped.digest());
            assertThat(helped.digest()).isEqualTo(alone.digest());
            assertThat(report.scores()).isEqualTo(expected.scores());
            forgottenCount += report.forgottenWords().size();
        }
        assertThat(StateFingerprint.of(helped)).isEqualTo(StateFingerprint.of(alone));
        assertThat(StateFingerprint.of(replica)).isEqualTo(StateFingerprint.of(alone));
        assertThat(forgottenCount > 0)
                .as("rows were recycled")
                .isEqualTo(!vocabulary.get().isFixed());
    }

    @ParameterizedTest
    @MethodSource("configs")
    void shouldLearnOtherBitsWhenTheRoundIsCutOtherwise(LearnerConfig config) {
        // Given
        List<List<BagOfWords>> rounds = TwoTopics.miniBatches(1, 3, 100);

        // Then
        assertThat(fingerprint(config, rounds, 4)).isNotEqualTo(fingerprint(config, rounds, 2));
        assertThat(fingerprint(config, rounds, 4)).isEqualTo(fingerprint(config, rounds, 64));
    }

    @ParameterizedTest
    @MethodSource("configs")
    void shouldScoreTheBaselinesAlikeHoweverTheRoundIsCut(LearnerConfig config) {
        // Given
        List<List<BagOfWords>> rounds = TwoTopics.miniBatches(1, 3, 100);

        // Then
        assertThat(baselines(config, rounds, 4)).isEqualTo(baselines(config, rounds, 1));
    }

    private static List<List<Perplexity>> baselines(
            LearnerConfig config, List<List<BagOfWords>> rounds, int mostParts) {
        OnlineLearner learner = ofTwoTopics(config);
        return rounds.stream()
                .map(round -> learner.learn(round, mostParts).scores().orElseThrow())
                .map(scores -> List.of(scores.unigram(), scores.recentUnigram(), scores.cache()))
                .toList();
    }

    private static String fingerprint(LearnerConfig config, List<List<BagOfWords>> rounds, int mostParts) {
        OnlineLearner learner = ofTwoTopics(config);
        rounds.forEach(round -> learner.learn(round, mostParts));
        return StateFingerprint.of(learner);
    }

    private static OnlineLearner ofTwoTopics(LearnerConfig config) {
        return new OnlineLearner(config, TwoTopics.vocabulary(), new DocumentFrequencies());
    }

    @ParameterizedTest
    @MethodSource("configs")
    void shouldLearnTheBitsOfMiniBatchesThatAreNotCutWhenOnePartIsAllowed(LearnerConfig config) {
        // Given
        List<List<BagOfWords>> rounds = TwoTopics.miniBatches(1, 3, 100);
        OnlineLearner learner = ofTwoTopics(config);

        // When
        rounds.forEach(learner::learn);

        // Then
        assertThat(fingerprint(config, rounds, 1)).isEqualTo(StateFingerprint.of(learner));
    }

    /** A round that is cut consists of one part when it is small; it has no part to refine when it is empty. */
    @ParameterizedTest
    @MethodSource("configs")
    void shouldLearnSmallAndEmptyRoundsAsWell(LearnerConfig config) {
        // Given
        OnlineLearner learner = ofTwoTopics(config);

        // When
        StepReport small = learner.learn(List.of(Bags.of("a1 a2"), Bags.of("unknown")), MOST_PARTS);
        float[] weights = LiveArrays.of(learner, "generative.output.weights").clone();
        StepReport unknown = learner.learn(List.of(Bags.of("unknown")), MOST_PARTS);
        StepReport empty = learner.learn(List.of(), MOST_PARTS);

        // Then
        assertThat(small.documentCount()).isEqualTo(1);
        assertThat(small.scores()).isPresent();
        assertThat(unknown.skippedDocumentCount()).isEqualTo(1);
        assertThat(unknown.scores()).isEmpty();
        assertThat(empty.version()).isEqualTo(3).isEqualTo(learner.version());
        assertThat(LiveArrays.of(learner, "generative.output.weights")).containsExactly(weights);
    }

    /** The noise belongs to a document's place in the round, not in its part; products of other sizes round otherwise. */
    @ParameterizedTest
    @MethodSource("configs")
    void shouldScoreADocumentAlikeInWhateverPart(LearnerConfig config) {
        // Given
        List<BagOfWords> bags = TwoTopics.miniBatches(1, 1, 100).get(0);

        // When
        double[] whole = amortizedElbo(ofTwoTopics(config), bags, 1);
        double[] inParts = amortizedElbo(ofTwoTopics(config), bags, MOST_PARTS);

        // Then: nats, but for rounding
        assertThat(whole).hasSize(100);
        assertThat(inParts).containsExactly(whole, within(1e-3));
    }

    private static double[] amortizedElbo(OnlineLearner learner, List<BagOfWords> bags, int mostParts) {
        Round round = learner.open(bags, mostParts);
        assertThat(round.partCount()).isEqualTo(mostParts);
        int[] all = IntStream.range(0, mostParts).toArray();
        return round.merge(learner.refine(round, all)).amortizedElbo().perDocument();
    }

    /** The shares of the parts in the round's tokens are 25 / 100 and 75 / 100. */
    @ParameterizedTest
    @MethodSource("configs")
    void shouldKeepTheTokenWeightedMeanOfThePartsFisherInformation(LearnerConfig config) {
        // Given
        OnlineLearner learner = ofTwoTopics(config);
        learner.learn(TwoTopics.miniBatches(1, 1, 50).get(0), 2);
        List<BagOfWords> bags = new ArrayList<>(Collections.nCopies(25, Bags.of("a1")));
        bags.addAll(Collections.nCopies(25, Bags.of("a2 b3 b3")));

        // When
        Round round = learner.open(bags, 2);
        List<RefinedPart> parts = learner.refine(round, 0, 1);
        RefinedPart first = parts.get(0);
        RefinedPart second = parts.get(1);
        learner.learn(round, round.merge(parts));

        // Then
        if (config.refinement().refiner() == LearnerConfig.RefinerKind.ADAM) {
            assertThat(first.refinerState()).isEmpty();
            return;
        }
        assertThat(first.refinerState()).hasSize(4 * 4).isNotEqualTo(second.refinerState());
        double[] expected = IntStream.range(0, 4 * 4)
                .mapToDouble(i -> 0.25 * first.refinerState()[i] + 0.75 * second.refinerState()[i])
                .toArray();
        assertThat(LiveArrays.doublesOf(learner, "refiner.fisher")).containsExactly(expected, within(1e-15));
    }

    /** Mini-batches of 8 documents have grown to 60: the network has learned, and remembers, the last 8. */
    @Test
    void shouldTeachTheInferenceNetworkTheNewestDocumentsOfARoundThatHasGrown() {
        // Given: the number of a document's words is its place
        OnlineLearner learner = ofTwoTopics(TinyConfigs.stream());
        List<BagOfWords> bags = IntStream.rangeClosed(1, 60)
                .mapToObj(d -> Bags.of(String.join(" ", Collections.nCopies(d, "a1"))))
                .toList();

        // When
        learner.learn(bags, 2);

        // Then
        assertThat(LiveArrays.intsOf(learner, "replay.counts")).containsExactly(53, 54, 55, 56, 57, 58, 59, 60);
    }

    /** What a step could find that is not finite, by where it is. */
    private enum Damage {
        BOUND("expected a finite ELBO at psi(x), found NaN for document 3"),
        REFINED("expected a finite ELBO at the refined psi, found NaN for document 3"),
        REFINER("expected finite numbers in the refiner's state");

        private final String message;

        Damage(String message) {
            this.message = message;
        }

        RefinedPart damage(RefinedPart part) {
            double[] reconstruction = part.amortizedElbo().reconstruction().clone();
            VariationalParameters refined = part.refined().copy();
            double[] state = part.refinerState().clone();
            switch (this) {
                case BOUND -> reconstruction[3] = Double.NaN;
                case REFINED -> refined.mean().values()[3 * 4] = Float.NaN;
                case REFINER -> state[3] = Double.NaN;
            }
            return new RefinedPart(
                    refined, new Elbo(reconstruction, part.amortizedElbo().klDivergence()), state);
        }
    }

    static Stream<Arguments> damages() {
        return configs().stream()
                .flatMap(config -> Arrays.stream(Damage.values())
                        .filter(damage -> damage != Damage.REFINER
                                || config.refinement().refiner() != LearnerConfig.RefinerKind.ADAM)
                        .map(damage -> Arguments.of(config, damage)));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void shouldChangeNothingWhenAPartHasANumberThatIsNotFinite(LearnerConfig config, Damage damage) {
        // Given
        OnlineLearner learner = ofTwoTopics(config);
        List<List<BagOfWords>> rounds = TwoTopics.miniBatches(1, 3, 50);
        learner.learn(rounds.get(0), 2);
        Round round = learner.open(rounds.get(1), 2);
        String before = StateFingerprint.of(learner);
        List<RefinedPart> refined = learner.refine(round, 0, 1);
        List<RefinedPart> parts = List.of(damage.damage(refined.get(0)), refined.get(1));

        // Then
        assertThatThrownBy(() -> learner.learn(round, round.merge(parts)))
                .isInstanceOf(NonFiniteStepException.class)
                .hasMessageContaining(damage.message);
        assertThat(StateFingerprint.of(learner)).isEqualTo(before);
        assertThat(learner.learn(rounds.get(2), 2).scores().orElseThrow().elbo())
                .isFinite();
    }

    /** A part only has fewer documents to estimate the Fisher information from. */
    @ParameterizedTest
    @MethodSource("presets")
    void shouldLearnAsWellInParts(LearnerConfig config) {
        // When
        double whole = perplexity(config, 1);
        double inParts = perplexity(config, MOST_PARTS);

        // Then
        assertThat(inParts).isCloseTo(whole, within(0.02 * whole));
    }

    /** Mean over the last 10 of 40 rounds. */
    private static double perplexity(LearnerConfig config, int mostParts) {
        OnlineLearner learner = ofTwoTopics(TinyConfigs.vary(config, Map.of("batchSize", 100)));
        return TwoTopics.miniBatches(5, 40, 100).stream()
                .map(round -> learner.learn(round, mostParts))
                .skip(30)
                .mapToDouble(report -> report.scores().orElseThrow().refined().perDocument())
                .average()
                .orElseThrow();
    }
}
