package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.text.BagOfWords;
import io.wordtide.text.Bags;
import io.wordtide.text.DocumentFrequencies;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateDigestTest {

    static List<LearnerConfig> presets() {
        return OnlineLearnerTest.presets();
    }

    private static OnlineLearner learner(LearnerConfig config) {
        return new OnlineLearner(config, TwoTopics.vocabulary(), new DocumentFrequencies());
    }

    private static long digest(double... numbers) {
        StateDigest digest = new StateDigest(1, 2);
        digest.doubles("numbers", numbers);
        return digest.value();
    }

    /** A factor that is odd is invertible, so two digests of numbers that differ in one bit differ, too. */
    @Test
    void shouldDifferWhenAnyBitOfANumberDiffers() {
        // Given
        Set<Long> digests = new HashSet<>(List.of(digest(1.5, 2.5)));

        // When
        for (int bit = 0; bit < Double.SIZE; bit++) {
            digests.add(digest(Double.longBitsToDouble(Double.doubleToRawLongBits(1.5) ^ 1L << bit), 2.5));
        }

        // Then
        assertThat(digests).hasSize(1 + Double.SIZE);
    }

    @Test
    void shouldDependOnTheOrderOfNumbersAndOnWhatItBeganWith() {
        assertThat(digest(1, 2)).isNotEqualTo(digest(2, 1));
        assertThat(new StateDigest(1, 2).value()).isNotEqualTo(new StateDigest(2, 1).value());
        assertThat(digest(1, 2)).isEqualTo(digest(1, 2));
    }

    @ParameterizedTest
    @MethodSource("presets")
    void shouldChangeWithEachStepAndBeThatOfALearnerWithTheSameSteps(LearnerConfig config) {
        // Given
        OnlineLearner learner = learner(config);
        OnlineLearner same = learner(config);
        Set<Long> digests = new HashSet<>(List.of(learner.digest()));

        for (List<BagOfWords> miniBatch : TwoTopics.miniBatches(1, 5, 8)) {
            // When
            learner.learn(miniBatch);
            same.learn(miniBatch);

            // Then
            assertThat(same.digest()).isEqualTo(learner.digest());
            assertThat(digests.add(learner.digest())).as("a new digest").isTrue();
        }

        // When: neither has a known word
        learner.learn(List.of(Bags.of("unknown")));

        // Then
        assertThat(digests).doesNotContain(learner.digest());
    }

    /** A bit that is lost or flipped on its way between instances. */
    @ParameterizedTest
    @ValueSource(strings = {"generative.output.bias", "inference.mean.weights", "inference.hidden1.bias"})
    void shouldDifferWhenOneBitOfTheStateDiffers(String array) {
        // Given
        OnlineLearner learner = learner(TinyConfigs.stream());
        TwoTopics.miniBatches(1, 2, 8).forEach(learner::learn);
        long before = learner.digest();
        float[] values = LiveArrays.of(learner, array);

        // When
        values[1] = Float.intBitsToFloat(Float.floatToRawIntBits(values[1]) ^ 1);

        // Then
        assertThat(learner.digest()).isNotEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("presets")
    void shouldBeTheSameAfterARestore(LearnerConfig config) {
        // Given
        OnlineLearner learner = learner(config);
        TwoTopics.miniBatches(1, 3, 8).forEach(learner::learn);

        // When
        OnlineLearner restored = ModelSnapshot.decode(
                ModelSnapshot.encode(learner),
                config,
                TwoTopics.vocabulary(),
                new DocumentFrequencies()
                        .goOnFrom(
                                learner.documentFrequencies().documentCount(),
                                learner.documentFrequencies().weights()));

        // Then
        assertThat(restored.digest()).isEqualTo(learner.digest());
    }
}
