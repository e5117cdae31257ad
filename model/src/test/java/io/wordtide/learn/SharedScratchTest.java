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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Learners of different sizes that share scratch memory, against each of them without the others. */
class SharedScratchTest {

    private static final int MINI_BATCH_COUNT = 12;

    private static final List<LearnerConfig> CONFIGS = List.of(
            TinyConfigs.stream(),
            TinyConfigs.vary(TinyConfigs.stream(), Map.of("latentSize", 7, "batchSize", 3, "inference.hiddenSize", 30)),
            TinyConfigs.streamDeep(),
            TinyConfigs.fisher(),
            TinyConfigs.paper());

    private final ExecutorService threads = Executors.newFixedThreadPool(CONFIGS.size());

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** A learner and the noise of its stream. */
    private record Run(OnlineLearner learner, Random random) {

        static Run of(int index) {
            Vocabulary vocabulary = Vocabulary.living(index % 2 == 0 ? 1_200 : 90, 2);
            return new Run(
                    new OnlineLearner(CONFIGS.get(index), vocabulary, new DocumentFrequencies(), Workers.of(1)),
                    new Random(index));
        }

        void step() {
            List<BagOfWords> miniBatch = IntStream.range(0, learner.config().batchSize())
                    .mapToObj(d -> Bags.random(random))
                    .toList();
            learner.learn(miniBatch);
            learner.publishWords(0.05);
        }
    }

    private static String alone(int index) {
        Run run = Run.of(index);
        for (int i = 0; i < MINI_BATCH_COUNT; i++) {
            run.step();
        }
        return StateFingerprint.of(run.learner());
    }

    @Test
    void shouldLearnTheSameBitsWhenLearnersTakeTurns() {
        // Given
        List<Run> runs = IntStream.range(0, CONFIGS.size()).mapToObj(Run::of).toList();

        // When
        for (int i = 0; i < MINI_BATCH_COUNT; i++) {
            runs.forEach(Run::step);
        }

        // Then
        for (int index = 0; index < CONFIGS.size(); index++) {
            assertThat(StateFingerprint.of(runs.get(index).learner()))
                    .as("learner %d", index)
                    .isEqualTo(alone(index));
        }
    }

    @Test
    void shouldLearnTheSameBitsWhenLearnersRunAtTheSameTime() throws Exception {
        // When
        List<Callable<String>> runs = new ArrayList<>();
        for (int index = 0; index < CONFIGS.size(); index++) {
            int number = index;
            runs.add(() -> alone(number));
        }
        List<Future<String>> together = threads.invokeAll(runs);

        // Then
        for (int index = 0; index < CONFIGS.size(); index++) {
            assertThat(together.get(index).get()).as("learner %d", index).isEqualTo(alone(index));
        }
    }
}
