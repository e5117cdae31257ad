package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.wordtide.learn.Change.Kind;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.Bags;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A stream of 30 words that gains a new word and drops an old one with every fourth mini-batch. */
class RecyclingTest {

    private static final int MINI_BATCHES = 400;

    /** So few rows that words are displaced once they have left the stream. */
    private static final int FEW_ROWS = 45;

    /** So many rows that they stay empty for a while. */
    private static final int MANY_ROWS = 120;

    private static final int WORDS_IN_USE = 30;

    private static final String OUTPUT_WEIGHTS = "generative.output.weights";
    private static final String INPUT_WEIGHTS = "inference.hidden1.weights";

    static List<LearnerConfig> presets() {
        return OnlineLearnerTest.presets();
    }

    private static OnlineLearner learner(LearnerConfig config, int capacity) {
        return new OnlineLearner(config, Vocabulary.living(capacity, 3), DocumentFrequencies.forgetting(150));
    }

    private static List<List<BagOfWords>> miniBatches() {
        Random random = new Random(3);
        return IntStream.range(0, MINI_BATCHES)
                .mapToObj(i -> IntStream.range(0, 8)
                        .mapToObj(d -> document(i / 4, random))
                        .toList())
                .toList();
    }

    private static BagOfWords document(int firstWord, Random random) {
        TreeMap<String, Integer> countByTerm = new TreeMap<>();
        for (int token = 0; token < 12; token++) {
            countByTerm.merge("w%04d".formatted(firstWord + random.nextInt(WORDS_IN_USE)), 1, Integer::sum);
        }
        return BagOfWords.of(countByTerm);
    }

    /** All inputs with both targets, and a replay buffer that outlives many words. */
    static List<LearnerConfig> inputsAndTargets() {
        List<LearnerConfig> configs = new ArrayList<>();
        for (LearnerConfig preset : presets()) {
            for (LearnerConfig.Input input : LearnerConfig.Input.values()) {
                for (LearnerConfig.InferenceTarget target : LearnerConfig.InferenceTarget.values()) {
                    configs.add(TinyConfigs.vary(
                            preset,
                            Map.of(
                                    "inference.input", input,
                                    "inference.target", target,
                                    "inference.replayDocuments", 2_000)));
                }
            }
        }
        return configs;
    }

    /** A document of a single word has none left once that is forgotten. */
    @ParameterizedTest
    @MethodSource("inputsAndTargets")
    void shouldStayFiniteWhenDocumentsKeptForReplayLoseTheirOnlyWord(LearnerConfig config) {
        // Given
        OnlineLearner learner = learner(config, MANY_ROWS);
        List<List<BagOfWords>> miniBatches = miniBatches();

        // When
        List<String> forgotten = new ArrayList<>();
        for (int i = 0; i < 3 * 64; i++) {
            List<BagOfWords> miniBatch = new ArrayList<>(miniBatches.get(i).subList(0, 7));
            miniBatch.add(Bags.of("w%04d".formatted(i / 4)));
            forgotten.addAll(learner.learn(miniBatch).forgottenWords());
        }

        // Then
        assertThat(forgotten).hasSizeGreaterThan(5);
        assertThatCode(() -> learner.visitState(new FiniteState())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void shouldForgetWordsOfThePastAndStaySmall(LearnerConfig config) {
        // Given
        OnlineLearner learner = learner(config, FEW_ROWS);

        // When
        List<String> forgotten = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        for (List<BagOfWords> miniBatch : miniBatches()) {
            StepReport report = learner.learn(miniBatch);
            forgotten.addAll(report.forgottenWords());
            changes.addAll(report.changes());
            assertThat(report.scores().orElseThrow().elbo()).isFinite();
        }

        // Then: a hundred words have come and gone
        assertThat(forgotten).hasSizeGreaterThan(60).doesNotHaveDuplicates().contains("w0000", "w0050");
        assertThat(learner.vocabulary().row("w0000")).isEqualTo(Vocabulary.NO_ROW);
        assertThat(learner.vocabulary().row("w0110")).isNotNegative();
        assertThat(learner.documentFrequencies().termCount()).isLessThan(90);
        assertThat(changes)
                .filteredOn(change -> change.kind() == Kind.WORDS_FORGOTTEN)
                .allSatisfy(change -> assertThat(forgotten).containsAll(change.terms()));
    }

    /** Rows are recycled before every 64th mini-batch; this one has no documents, so nothing else changes. */
    @ParameterizedTest
    @MethodSource("presets")
    void shouldBeginTheRowsOfForgottenWordsAnew(LearnerConfig preset) {
        // Given
        LearnerConfig config =
                TinyConfigs.vary(preset, Map.of("inference.replayDocuments", 2_000, "decoder.unigramBias", true));
        OnlineLearner learner = learner(config, MANY_ROWS);
        for (List<BagOfWords> miniBatch : miniBatches().subList(0, 2 * 64)) {
            learner.learn(miniBatch);
            if (learner.version() % 8 == 0) {
                learner.publishWords(0);
            }
        }
        Map<String, Integer> rowByTerm = new HashMap<>();
        for (int row = 0; row < MANY_ROWS; row++) {
            if (!learner.vocabulary().isEmpty(row)) {
                rowByTerm.put(String.valueOf(learner.vocabulary().term(row)), row);
            }
        }
        float[] outputWeights = LiveArrays.of(learner, OUTPUT_WEIGHTS).clone();
        float[] inputWeights = LiveArrays.of(learner, INPUT_WEIGHTS).clone();

        // When
        List<String> forgotten = learner.learn(List.of()).forgottenWords();

        // Then
        assertThat(forgotten).isNotEmpty();
        for (String term : forgotten) {
            int row = rowByTerm.getOrDefault(term, Vocabulary.NO_ROW);
            assertThat(learner.vocabulary().isEmpty(row)).isTrue();
            assertInitialWeights(learner, OUTPUT_WEIGHTS, outputWeights, row);
            assertInitialWeights(learner, INPUT_WEIGHTS, inputWeights, row);
            assertThat(LiveArrays.of(learner, "generative.output.bias")[row]).isZero();
            assertThat(rowOf(learner, LiveArrays.of(learner, INPUT_WEIGHTS + ".adam.firstMoment"), row))
                    .containsOnly(0);
            assertThat(LiveArrays.doublesOf(learner, "unigram.counts")[row]).isZero();
            assertThat(LiveArrays.doublesOf(learner, "recentUnigram.counts")[row])
                    .isZero();
            assertThat(LiveArrays.doublesOf(learner, "published.norms")[row]).isZero();
            assertThat(LiveArrays.doublesOf(learner, "movements.counts")[row]).isZero();
            assertForgottenByTheUpdates(learner, row);
        }
    }

    private static void assertForgottenByTheUpdates(OnlineLearner learner, int row) {
        switch (learner.config().decoder().learning()) {
            case NATURAL_GRADIENT ->
                assertThat(LiveArrays.doublesOf(learner, "naturalGradient.counts")[row])
                        .isEqualTo(50);
            case ADAM -> {
                assertThat(rowOf(learner, LiveArrays.of(learner, OUTPUT_WEIGHTS + ".adam.firstMoment"), row))
                        .containsOnly(0);
                assertThat(LiveArrays.of(learner, "generative.output.bias.adam.firstMoment")[row])
                        .isZero();
            }
        }
        if (learner.config().inference().target() == LearnerConfig.InferenceTarget.REFINED) {
            assertThat(LiveArrays.intsOf(learner, "replay.rows")).isNotEmpty().doesNotContain(row);
        }
    }

    private static void assertInitialWeights(OnlineLearner learner, String name, float[] before, int row) {
        float[] weights = rowOf(learner, LiveArrays.of(learner, name), row);
        assertThat(weights).isNotEqualTo(rowOf(learner, before, row));
        for (float weight : weights) {
            assertThat(weight).isBetween(-0.1f, 0.1f);
        }
    }

    /** A row of a matrix with a row for each element of the output bias. */
    private static float[] rowOf(OnlineLearner learner, float[] matrix, int row) {
        int columns = matrix.length / LiveArrays.of(learner, "generative.output.bias").length;
        return Arrays.copyOfRange(matrix, row * columns, (row + 1) * columns);
    }

    /** Earlier and newly admitted words have rows unless they were forgotten, which happens every 64th time. */
    @ParameterizedTest
    @MethodSource("presets")
    void shouldAccountForTheWordsThatComeAndGo(LearnerConfig config) {
        // Given
        OnlineLearner learner = learner(config, FEW_ROWS);
        int size = 0;
        boolean displaced = false;

        for (List<BagOfWords> miniBatch : miniBatches()) {
            // When
            boolean wasFull = learner.vocabulary().size() == FEW_ROWS;
            StepReport report = learner.learn(miniBatch);

            // Then
            size += report.admittedWordCount() - report.forgottenWords().size();
            assertThat(report.vocabularySize())
                    .as("version %d", report.version())
                    .isEqualTo(size);
            assertThat(report.forgottenWords().isEmpty() || report.version() % 64 == 1)
                    .as("version %d", report.version())
                    .isTrue();
            displaced |= wasFull && !report.forgottenWords().isEmpty() && report.vocabularySize() == FEW_ROWS;
            assertThat(report.changes())
                    .filteredOn(change -> change.kind() == Kind.WORDS_FORGOTTEN)
                    .hasSize(report.forgottenWords().isEmpty() ? 0 : 1)
                    .allSatisfy(change -> assertThat(change.sinceDocument())
                            .isEqualTo(report.documentsSeen() - miniBatch.size() + 1));
        }
        assertThat(displaced).as("rows were reassigned at once").isTrue();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void shouldBeWhereAnUndisturbedRunIsAfterRestarts(LearnerConfig config) {
        assertThat(run(config, 37)).isEqualTo(run(config, Integer.MAX_VALUE));
    }

    /** Restarts as the application does, with document frequencies from their own store. */
    private static List<String> run(LearnerConfig config, int restartInterval) {
        OnlineLearner learner = learner(config, FEW_ROWS);
        Map<String, Double> store = new HashMap<>();
        List<String> told = new ArrayList<>();
        for (List<BagOfWords> miniBatch : miniBatches()) {
            StepReport report = learner.learn(miniBatch);
            told.add(report.forgottenWords() + " " + report.changes());
            if (report.version() % 10 == 0) {
                told.add(learner.publishWords(0.001).changes().toString());
            }
            store.putAll(learner.documentFrequencies().drainChanges());
            store.values().removeIf(weight -> weight == 0);
            if (report.version() % restartInterval == 0) {
                learner = ModelSnapshot.decode(
                        ModelSnapshot.encode(learner),
                        config,
                        Vocabulary.living(FEW_ROWS, 3),
                        DocumentFrequencies.forgetting(150)
                                .goOnFrom(learner.documentFrequencies().documentCount(), store));
            }
        }
        told.add(StateFingerprint.of(learner));
        return told;
    }
}
