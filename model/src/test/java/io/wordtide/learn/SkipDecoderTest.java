package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentFrequencies;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The learner of {@code stream-deep} begins as that of {@code stream}, and leaves it when it learns. */
class SkipDecoderTest {

    private final OnlineLearner logLinear =
            new OnlineLearner(TinyConfigs.stream(), TwoTopics.vocabulary(), new DocumentFrequencies());
    private final OnlineLearner skip =
            new OnlineLearner(TinyConfigs.streamDeep(), TwoTopics.vocabulary(), new DocumentFrequencies());

    @Test
    void shouldScoreTheFirstMiniBatchWithTheBitsOfTheLogLinearLearner() {
        // Given
        List<List<BagOfWords>> miniBatches = TwoTopics.miniBatches(1, 2, 8);

        // When
        StepReport first = skip.learn(miniBatches.get(0));
        StepReport second = skip.learn(miniBatches.get(1));

        // Then
        assertThat(first.scores()).isEqualTo(logLinear.learn(miniBatches.get(0)).scores());
        assertThat(second.scores())
                .as("U has left zero")
                .isNotEqualTo(logLinear.learn(miniBatches.get(1)).scores());
    }

    @Test
    void shouldPublishTheFirstWordVectorsOfTheLogLinearLearner() {
        assertThat(skip.publishWords(0)).usingRecursiveComparison().isEqualTo(logLinear.publishWords(0));
    }
}
