package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.learn.StepReport.Scores;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentFrequencies;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A tiny learning run: two clearly separated topics, 1,600 documents, scored over the last 160. */
class LearningTest {

    private static final int MINI_BATCH_COUNT = 200;
    private static final int SCORED = 20;

    @Test
    void shouldDistinguishTwoTopicsAfterAShortStream() {
        // Given
        LearnerConfig config = TinyConfigs.vary(
                TinyConfigs.stream(), Map.of("inference.hiddenSize", 50, "inference.learningRate", 3e-3));
        OnlineLearner learner = new OnlineLearner(config, TwoTopics.vocabulary(), new DocumentFrequencies());
        List<List<BagOfWords>> miniBatches = TwoTopics.miniBatches(1, MINI_BATCH_COUNT, 8);

        // When
        List<Scores> scores = miniBatches.stream()
                .flatMap(bags -> learner.learn(bags).scores().stream())
                .skip(MINI_BATCH_COUNT - SCORED)
                .toList();

        // Then: 20 without topics, 10 with them; measured 20.0, 11.5 and 11.5
        double unigram = mean(scores.stream(), score -> score.unigram().perDocument());
        double refined = mean(scores.stream(), score -> score.refined().perDocument());
        double amortized = mean(scores.stream(), score -> score.amortized().perDocument());
        assertThat(unigram).isBetween(19.5, 20.5);
        assertThat(refined).isBetween(10.0, 12.5);
        assertThat(amortized).isBetween(10.0, 12.5);
    }

    private static double mean(Stream<Scores> scores, ToDoubleFunction<Scores> perplexity) {
        return scores.mapToDouble(perplexity).average().orElseThrow();
    }
}
