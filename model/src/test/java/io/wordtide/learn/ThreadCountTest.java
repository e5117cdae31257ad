package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.linalg.Workers;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.Bags;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A learner on one, two and three threads: V = 3,000 words are three tiles of the vocabulary, 30 documents two parts of
 * the inference network's first layer, its 120 units two of its gradient, and 3,000 x 120 weights eleven of Adam's.
 */
class ThreadCountTest {

    private static final int VOCABULARY_SIZE = 3_000;
    private static final int BATCH_SIZE = 30;

    static List<LearnerConfig> presets() {
        return OnlineLearnerTest.presets().stream()
                .map(config -> TinyConfigs.vary(config, Map.of("batchSize", BATCH_SIZE, "inference.hiddenSize", 120)))
                .toList();
    }

    /** The last mini-batch is partial. */
    private static List<List<BagOfWords>> miniBatches() {
        Random random = new Random(3);
        List<List<BagOfWords>> miniBatches = new ArrayList<>();
        for (int size : new int[] {BATCH_SIZE, BATCH_SIZE, BATCH_SIZE, 7}) {
            miniBatches.add(
                    IntStream.range(0, size).mapToObj(d -> document(random)).toList());
        }
        return miniBatches;
    }

    private static BagOfWords document(Random random) {
        return Bags.of(random.ints(20, 0, VOCABULARY_SIZE)
                .mapToObj(number -> "w" + number)
                .collect(Collectors.joining(" ")));
    }

    private static Vocabulary vocabulary() {
        return Vocabulary.fixed(
                IntStream.range(0, VOCABULARY_SIZE).mapToObj(i -> "w" + i).toList());
    }

    /** The fingerprint of everything learned, including what was published. */
    private static String fingerprint(LearnerConfig config, int threadCount) {
        try (Workers workers = Workers.of(threadCount)) {
            OnlineLearner learner = new OnlineLearner(config, vocabulary(), new DocumentFrequencies(), workers);
            miniBatches().forEach(learner::learn);
            learner.publishWords(0);
            return StateFingerprint.of(learner);
        }
    }

    @ParameterizedTest
    @MethodSource("presets")
    void shouldLearnToTheSameBitsWithAnyNumberOfThreads(LearnerConfig config) {
        String onOne = fingerprint(config, 1);
        assertThat(fingerprint(config, 2)).isEqualTo(onOne);
        assertThat(fingerprint(config, 3)).isEqualTo(onOne);
    }
}
