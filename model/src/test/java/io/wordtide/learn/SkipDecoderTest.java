package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentFrequencies;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The learner of {@code stream-deep} begins as that of {@code stream}, and leaves it once units have begun. */
class SkipDecoderTest {

    private final OnlineLearner logLinear =
            new OnlineLearner(TinyConfigs.stream(), TwoTopics.vocabulary(), new DocumentFrequencies());
    private final OnlineLearner skip =
            new OnlineLearner(TinyConfigs.streamDeep(), TwoTopics.vocabulary(), new DocumentFrequencies());

    /** Units begin after 1,000 documents; products of matrices with columns of zeros differ in the last bits. */
    @Test
    void shouldScoreAsTheLogLinearLearnerUntilUnitsHaveBegun() {
        // Given
        List<List<BagOfWords>> miniBatches = TwoTopics.miniBatches(1, 14, 100);

        for (int i = 0; i < miniBatches.size(); i++) {
            // When
            double elbo = elbo(skip, miniBatches.get(i));

            // Then
            double expected = elbo(logLinear, miniBatches.get(i));
            if (i < 10) {
                assertThat(elbo).as("mini-batch %d", i).isCloseTo(expected, within(1e-3));
            } else if (i > 10) { // in number 10, units have begun, whose U is zero
                assertThat(elbo).as("mini-batch %d", i).isNotCloseTo(expected, within(1e-3));
            }
        }
    }

    private static double elbo(OnlineLearner learner, List<BagOfWords> miniBatch) {
        return learner.learn(miniBatch).scores().orElseThrow().elbo();
    }

    @Test
    void shouldPublishTheFirstWordVectorsOfTheLogLinearLearner() {
        assertThat(skip.wordVectors().values())
                .containsExactly(logLinear.wordVectors().values(), within(1e-6f));
    }
}
