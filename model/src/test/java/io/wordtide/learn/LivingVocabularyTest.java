package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.text.BagOfWords;
import io.wordtide.text.Bags;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Learning while words are admitted: V is the capacity of 200 rows; the stream of 100 words never uses more than half.
 */
class LivingVocabularyTest {

    private static final int CAPACITY = 200;
    private static final int LATENT_SIZE = 4;

    static List<LearnerConfig> presets() {
        return OnlineLearnerTest.presets();
    }

    private static List<List<BagOfWords>> miniBatches(long seed, int count) {
        Random random = new Random(seed);
        return IntStream.range(0, count)
                .mapToObj(i ->
                        IntStream.range(0, 8).mapToObj(d -> Bags.random(random)).toList())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void shouldGiveRowsOverTimeAndLoseFewerAndFewerTokens(LearnerConfig config) {
        // Given
        OnlineLearner learner = new OnlineLearner(config, Vocabulary.living(CAPACITY, 3), new DocumentFrequencies());

        // When
        List<StepReport> reports = new ArrayList<>();
        miniBatches(1, 30).forEach(bags -> reports.add(learner.learn(bags)));

        // Then
        assertThat(reports).extracting(StepReport::vocabularySize).isSorted();
        StepReport first = reports.get(0);
        StepReport last = reports.get(29);
        assertThat(first.vocabularySize()).isBetween(1, 30);
        assertThat(last.vocabularySize()).isBetween(60, 100);
        assertThat(last.outOfVocabularyRate()).isLessThan(first.outOfVocabularyRate() / 5);
        assertThat(reports)
                .allSatisfy(report ->
                        assertThat(report.scores().orElseThrow().elbo()).isFinite());
    }

    /** A row without a word is masked: it has probability 0, hence no gradient, and keeps its initial values. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldNeverTouchRowsWithoutAWord(boolean unigramBias) {
        // Given: no weight decay, which would shrink every row
        Vocabulary vocabulary = Vocabulary.living(CAPACITY, 3);
        LearnerConfig config = TinyConfigs.vary(TinyConfigs.stream(), Map.of("decoder.unigramBias", unigramBias));
        OnlineLearner learner = new OnlineLearner(config, vocabulary, new DocumentFrequencies());
        List<String> words = IntStream.range(0, CAPACITY).mapToObj(i -> "x" + i).toList();
        float[] initial = LiveArrays.of(
                new OnlineLearner(config, Vocabulary.fixed(words), new DocumentFrequencies()),
                "generative.output.weights");

        // When
        miniBatches(1, 30).forEach(learner::learn);

        // Then
        float[] weights = LiveArrays.of(learner, "generative.output.weights");
        float[] bias = LiveArrays.of(learner, "generative.output.bias");
        assertThat(vocabulary.allocatedRows()).isGreaterThan(vocabulary.size());
        for (int row = 0; row < vocabulary.allocatedRows(); row++) {
            if (vocabulary.isEmpty(row)) {
                assertThat(bias[row]).as("bias of row %d", row).isZero();
                assertThat(Arrays.copyOfRange(weights, row * LATENT_SIZE, (row + 1) * LATENT_SIZE))
                        .as("weights of row %d", row)
                        .containsExactly(Arrays.copyOfRange(initial, row * LATENT_SIZE, (row + 1) * LATENT_SIZE));
            }
        }
    }

    @Test
    void shouldReportVectorsOfWordsThatHaveARowOnly() {
        // Given
        Vocabulary vocabulary = Vocabulary.living(CAPACITY, 3);
        OnlineLearner learner = new OnlineLearner(TinyConfigs.stream(), vocabulary, new DocumentFrequencies());
        miniBatches(1, 10).forEach(learner::learn);

        // Then
        assertThat(learner.publishWords(0).moved())
                .hasSize(vocabulary.size())
                .allSatisfy(vector -> assertThat(vocabulary.row(vector.term())).isNotNegative());
    }
}
