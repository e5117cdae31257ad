package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.learn.StepReport.Scores;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.SharedStream;
import io.wordtide.text.Vocabulary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The stream preset learns with any number of latent dimensions (docs/benchmarks.md). */
class LatentSizeTest {

    private static final int WARM_UP_DOCUMENTS = 500;

    /** With a bound of 0.1 on each element of a step and not on its row, K = 400 came to 7 times the unigram model's. */
    @ParameterizedTest
    @ValueSource(ints = {2, 50, 400})
    void shouldBeBelowTheUnigramModelAfterFiveHundredMadeUpDocuments(int latentSize) {
        assertThat(refinedOverUnigram(latentSize, topicDocuments(800))).isLessThan(0.9);
    }

    /** Real text, in its own order. */
    @ParameterizedTest
    @CsvSource({"reuters21578, 400", "amazon_musical_instruments, 2", "amazon_musical_instruments, 400"})
    void shouldBeBelowTheUnigramModelAfterFiveHundredDocuments(String name, int latentSize) throws IOException {
        // Given
        List<BagOfWords> bags = new ArrayList<>();
        SharedStream.named(name).forEachBag(bags::add);

        // Then
        assertThat(refinedOverUnigram(latentSize, bags.subList(0, 1_500))).isLessThan(1);
    }

    /** 0.1 up to K = 100; from there on K times the variance of a weight, 0.1^2 / 3 * 100, stays the same. */
    @ParameterizedTest
    @CsvSource({"50, 0.1", "100, 0.1", "400, 0.05", "1600, 0.025"})
    void shouldBeginWithLogitsThatVaryNoMoreThanWithAHundredDimensions(int latentSize, float bound) {
        // Given
        LearnerConfig config = TinyConfigs.vary(LearnerConfig.stream(), Map.of("latentSize", latentSize));

        // When
        OnlineLearner learner = new OnlineLearner(config, TwoTopics.vocabulary(), new DocumentFrequencies());

        // Then: the largest of at least 1,000 uniform numbers is within a fiftieth of their bound
        float largest = 0;
        for (float weight : LiveArrays.of(learner, "generative.output.weights")) {
            largest = Math.max(largest, Math.abs(weight));
        }
        assertThat(largest).isBetween(0.98f * bound, bound);
    }

    /** The largest ratio of both perplexities in any 500 documents, or fewer at the end, after the first 500. */
    private static double refinedOverUnigram(int latentSize, List<BagOfWords> bags) {
        LearnerConfig config = TinyConfigs.vary(LearnerConfig.stream(), Map.of("latentSize", latentSize));
        OnlineLearner learner =
                new OnlineLearner(config, Vocabulary.living(5_000, 5), DocumentFrequencies.forgetting(50_000));
        double largest = 0;
        double logRatio = 0;
        int miniBatches = 0;
        for (int start = 0; start < bags.size(); start += config.batchSize()) {
            Scores scores = learner.learn(bags.subList(start, start + config.batchSize()))
                    .scores()
                    .orElseThrow();
            logRatio +=
                    Math.log(scores.refined().perDocument() / scores.unigram().perDocument());
            miniBatches++;
            int end = start + config.batchSize();
            if (end % WARM_UP_DOCUMENTS == 0 || end == bags.size()) {
                largest = end > WARM_UP_DOCUMENTS ? Math.max(largest, Math.exp(logRatio / miniBatches)) : 0;
                logRatio = 0;
                miniBatches = 0;
            }
        }
        return largest;
    }

    /**
     * Documents of 5 to 100 tokens: a third are words of all documents, the others words of two topics out of twenty;
     * the n-th word of each is about n times rarer than the first.
     */
    private static List<BagOfWords> topicDocuments(int count) {
        Random random = new Random(5);
        List<BagOfWords> documents = new ArrayList<>();
        for (int d = 0; d < count; d++) {
            String[] kinds = {"all", "topic" + random.nextInt(20), "topic" + random.nextInt(20)};
            int tokenCount = 5 + random.nextInt(96);
            TreeMap<String, Integer> countByTerm = new TreeMap<>();
            for (int i = 0; i < tokenCount; i++) {
                int rank = (int) Math.pow(60, random.nextDouble());
                countByTerm.merge(kinds[random.nextInt(kinds.length)] + "word" + rank, 1, Integer::sum);
            }
            documents.add(BagOfWords.of(countByTerm));
        }
        return documents;
    }
}
