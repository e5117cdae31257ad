package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.linalg.OffHeapMatrix;
import io.wordtide.nn.Parameter;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A learner's estimate of its memory against the heap that is in use with and without it. */
class LearnerMemoryTest {

    private static final int LEARNER_COUNT = 10;
    private static final int CAPACITY = 5000;

    static Stream<Arguments> streams() {
        LearnerConfig adam = TinyConfigs.vary(
                LearnerConfig.paperRow(
                        LearnerConfig.DecoderKind.DEEP,
                        LearnerConfig.Refinement.of(LearnerConfig.RefinerKind.FISHER, 2),
                        LearnerConfig.Input.TF_IDF),
                Map.of("latentSize", 20, "decoder.hiddenSize", 50, "inference.hiddenSize", 50));
        return Stream.of(
                Arguments.of(LearnerConfig.stream(), 5, 2),
                Arguments.of(LearnerConfig.stream(), 50, 10),
                Arguments.of(adam, 50, 2));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void shouldEstimateTheMemoryOfALearnerWithin20Percent(LearnerConfig config, int batchSize, int miniBatchCount) {
        // Given: a first learner, with which the JVM and the scratch memory that learners share grow to their size
        learner(0, config, batchSize, miniBatchCount);
        List<OnlineLearner> learners = new ArrayList<>();
        long before = usedHeapBytes();

        // When
        for (int seed = 1; seed <= LEARNER_COUNT; seed++) {
            learners.add(learner(seed, config, batchSize, miniBatchCount));
        }
        long measured = usedHeapBytes() - before;

        // Then
        long estimated = learners.stream().mapToLong(OnlineLearner::memoryBytes).sum();
        assertThat((double) estimated / measured)
                .as("%d bytes estimated, %d measured, for %d learners", estimated, measured, LEARNER_COUNT)
                .isBetween(0.8, 1.2);
    }

    /** What is outside the heap is scratch memory of the process, so that nothing needs to be freed with a model. */
    @Test
    void shouldHoldNothingOutsideTheHeapBetweenTwoMiniBatches() {
        // Given
        OnlineLearner learner = learner(1, LearnerConfig.stream(), 50, 2);
        ModelView view = learner.view(learner.wordVectors());
        view.embed(bag(new Random(2)));

        // Then
        for (Object owner : List.of(learner, view)) {
            assertThat(ReachableObjects.from(owner))
                    .hasAtLeastOneElementOfType(Parameter.class)
                    .doesNotHaveAnyElementsOfTypes(OffHeapMatrix.class, INDArray.class);
        }
    }

    private static OnlineLearner learner(long seed, LearnerConfig config, int batchSize, int miniBatchCount) {
        OnlineLearner learner =
                new OnlineLearner(config, Vocabulary.living(CAPACITY, 5), DocumentFrequencies.forgetting(10_000));
        Random random = new Random(seed);
        for (int i = 0; i < miniBatchCount; i++) {
            learner.learn(
                    IntStream.range(0, batchSize).mapToObj(d -> bag(random)).toList());
            learner.documentFrequencies().drainChanges();
        }
        learner.publishWords(0);
        return learner;
    }

    /** 100 tokens of 3,000 words, where low numbers are frequent. */
    private static BagOfWords bag(Random random) {
        TreeMap<String, Integer> countByTerm = new TreeMap<>();
        for (int i = 0; i < 100; i++) {
            countByTerm.merge("word" + (int) (3000 * Math.pow(random.nextDouble(), 3)), 1, Integer::sum);
        }
        return BagOfWords.of(countByTerm);
    }

    /** After collection of all garbage. */
    private static long usedHeapBytes() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
