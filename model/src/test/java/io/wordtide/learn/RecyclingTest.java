package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.learn.Change.Kind;
import io.wordtide.text.BagOfWords;
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

/** A stream of 30 words that takes up a new one with every fourth mini-batch and leaves an old one behind. */
class RecyclingTest {

    private static final int MINI_BATCHES = 400;

    /** So few rows that words which have left the stream are displaced. */
    private static final int FEW_ROWS = 45;

    /** So many that they are empty for a while. */
    private static final int MANY_ROWS = 120;

    private static final int WORDS_IN_USE = 30;

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

    /** The row of a forgotten word is as at the start: weights within the initial bound, no bias, no moments. */
    @ParameterizedTest
    @MethodSource("presets")
    void shouldBeginARecycledRowAnew(LearnerConfig config) {
        // Given
        OnlineLearner learner = learner(config, MANY_ROWS);
        List<List<BagOfWords>> miniBatches = miniBatches();
        StepReport report = learner.learn(miniBatches.get(0));
        for (int i = 1; report.forgottenWords().isEmpty(); i++) {
            report = learner.learn(miniBatches.get(i));
        }

        // Then: of the rows that were emptied some are still empty
        float[] weights = LiveArrays.of(learner, "generative.output.weights");
        float[] bias = LiveArrays.of(learner, "generative.output.bias");
        int columns = weights.length / MANY_ROWS;
        int emptyRows = 0;
        for (int row = 0; row < MANY_ROWS; row++) {
            if (learner.vocabulary().isEmpty(row)) {
                emptyRows++;
                assertThat(bias[row]).isZero();
                for (float weight : Arrays.copyOfRange(weights, row * columns, (row + 1) * columns)) {
                    assertThat(weight).isBetween(-0.1f, 0.1f);
                }
            }
        }
        assertThat(emptyRows).isPositive();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void shouldBeWhereAnUndisturbedRunIsAfterRestarts(LearnerConfig config) {
        assertThat(run(config, 37)).isEqualTo(run(config, Integer.MAX_VALUE));
    }

    /** Restarts as the app does, the document frequencies coming from a store of their own. */
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
