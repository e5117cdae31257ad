package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.learn.LearnerConfig.DecoderLearning;
import io.wordtide.linalg.Workers;
import io.wordtide.snapshot.StateVisitor;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A learner whose arrays grow with its words, against one that has all rows of the capacity from the start. */
class GrowingRowsTest {

    /** Three tiles, so that the second and the third come into use. */
    private static final int THREE_TILES = 1_200;

    private static final int FEW_ROWS = 90;

    static Stream<Arguments> learners() {
        LearnerConfig deepByNaturalGradient = TinyConfigs.vary(
                TinyConfigs.fisher(),
                Map.of("decoder.learning", DecoderLearning.NATURAL_GRADIENT, "objective.l2Weight", 0.0));
        LearnerConfig byAdam = TinyConfigs.vary(TinyConfigs.paper(), Map.of("objective.l2Weight", 0.0));
        LearnerConfig realSizes = TinyConfigs.vary(LearnerConfig.stream(), Map.of("batchSize", 8));
        return Stream.of(TinyConfigs.stream(), TinyConfigs.streamDeep(), deepByNaturalGradient, byAdam, realSizes)
                .flatMap(config -> Stream.of(Arguments.of(config, THREE_TILES), Arguments.of(config, FEW_ROWS)));
    }

    @ParameterizedTest
    @MethodSource("learners")
    void shouldLearnTheSameBitsAsWithAllRowsFromTheStart(LearnerConfig config, int capacity) {
        // Given
        OnlineLearner growing = learner(config, capacity);
        OnlineLearner complete = learner(config, capacity);
        complete.visitState(new AllocateAll(capacity));
        int allocatedAtFirst = LiveArrays.of(growing, "generative.output.bias").length;
        Random random = new Random(4);

        for (int i = 0; i < 70; i++) {
            // When
            int firstWord = 4 * i;
            List<BagOfWords> miniBatch = IntStream.range(0, config.batchSize())
                    .mapToObj(d -> bag(firstWord, random))
                    .toList();
            StepReport report = growing.learn(miniBatch);

            // Then
            assertThat(report).usingRecursiveComparison().isEqualTo(complete.learn(miniBatch));
            if (i % 10 == 9) {
                assertThat(publication(growing)).isEqualTo(publication(complete));
            }
        }
        assertThat(allocatedAtFirst).isEqualTo(32);
        assertThat(growing.vocabulary().allocatedRows()).isBetween(capacity == FEW_ROWS ? 90 : 1_001, capacity);
        growing.visitState(new AllocateAll(capacity));
        assertThat(StateFingerprint.of(growing)).isEqualTo(StateFingerprint.of(complete));
    }

    private static OnlineLearner learner(LearnerConfig config, int capacity) {
        return new OnlineLearner(
                config, Vocabulary.living(capacity, 1), DocumentFrequencies.forgetting(400), Workers.of(1));
    }

    /** Vectors and movements of words, and what a view has to say. */
    private static String publication(OnlineLearner learner) {
        WordPublication publication = learner.publishWords(0.001);
        List<String> vectors = publication.moved().stream()
                .map(word -> word.term() + Arrays.toString(word.vector()) + word.cosineDrift())
                .toList();
        ModelView view = learner.view(publication.vectors());
        return vectors + publication.changes().toString() + Arrays.toString(view.singularValues());
    }

    /** 40 tokens of 1,600 words, where the first are frequent. */
    private static BagOfWords bag(int firstWord, Random random) {
        TreeMap<String, Integer> countByTerm = new TreeMap<>();
        for (int i = 0; i < 40; i++) {
            countByTerm.merge("w" + (firstWord + (int) (1_600 * Math.pow(random.nextDouble(), 2))), 1, Integer::sum);
        }
        return BagOfWords.of(countByTerm);
    }

    /** Has a learner allocate the rows of its capacity, and changes nothing else. */
    private record AllocateAll(int capacity) implements StateVisitor {

        @Override
        public void floats(String name, float[] values) {}

        @Override
        public void doubles(String name, double[] values) {}

        @Override
        public long number(String name, long value) {
            return name.equals("vocabulary.allocatedRows") ? capacity : value;
        }
    }
}
