package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A learner that is stopped and continues from its snapshot, against one that runs without interruption. */
class RestartTest {

    private static final int MINI_BATCH_COUNT = 12;
    private static final int SNAPSHOT_AFTER = 7;

    static Stream<Arguments> learners() {
        Supplier<Vocabulary> fixed = () ->
                Vocabulary.fixed(IntStream.range(0, 50).mapToObj(i -> "w" + i).toList());
        Supplier<Vocabulary> living = () -> Vocabulary.living(60, 4);
        LearnerConfig deepByNaturalGradient = TinyConfigs.vary(
                TinyConfigs.fisher(), Map.of("decoder.learning", LearnerConfig.DecoderLearning.NATURAL_GRADIENT));
        return Stream.concat(OnlineLearnerTest.presets().stream(), Stream.of(deepByNaturalGradient))
                .flatMap(config -> Stream.of(Arguments.of(config, fixed), Arguments.of(config, living)));
    }

    private static List<List<BagOfWords>> miniBatches() {
        Random random = new Random(17);
        return IntStream.range(0, MINI_BATCH_COUNT)
                .mapToObj(i ->
                        IntStream.range(0, 8).mapToObj(d -> Bags.random(random)).toList())
                .toList();
    }

    /**
     * The results of a run: the mini-batches' reports, the moved words' vectors as text, and the final state.
     */
    private record Outcome(List<StepReport> reports, List<String> vectors, String fingerprint) {}

    private static String text(WordVector vector) {
        return vector.term() + Arrays.toString(vector.vector()) + vector.documentFrequency() + vector.cosineDrift();
    }

    @ParameterizedTest
    @MethodSource("learners")
    void shouldBeWhereAnUndisturbedRunIsAfterARestart(LearnerConfig config, Supplier<Vocabulary> vocabulary) {
        // When
        Outcome undisturbed = run(config, vocabulary, false);
        Outcome restarted = run(config, vocabulary, true);

        // Then: every number of every report, vector and parameter
        assertThat(restarted.fingerprint()).isEqualTo(undisturbed.fingerprint());
        assertThat(restarted.vectors()).isEqualTo(undisturbed.vectors());
        assertThat(restarted.reports()).usingRecursiveComparison().isEqualTo(undisturbed.reports());
    }

    /** As the application does: document frequencies have their own store, written after each mini-batch. */
    private static Outcome run(LearnerConfig config, Supplier<Vocabulary> vocabulary, boolean restart) {
        Supplier<DocumentFrequencies> frequencies = () -> DocumentFrequencies.forgetting(200);
        OnlineLearner learner = new OnlineLearner(config, vocabulary.get(), frequencies.get());
        Map<String, Double> store = new HashMap<>();
        List<StepReport> reports = new ArrayList<>();
        List<String> vectors = new ArrayList<>();
        for (List<BagOfWords> miniBatch : miniBatches()) {
            reports.add(learner.learn(miniBatch));
            learner.publishWords(0.05).moved().forEach(vector -> vectors.add(text(vector)));
            store.putAll(learner.documentFrequencies().drainChanges());
            if (restart && learner.version() == SNAPSHOT_AFTER) {
                long documentCount = learner.documentFrequencies().documentCount();
                learner = ModelSnapshot.decode(
                        ModelSnapshot.encode(learner),
                        config,
                        vocabulary.get(),
                        frequencies.get().goOnFrom(documentCount, store));
            }
        }
        return new Outcome(reports, vectors, StateFingerprint.of(learner));
    }
}
