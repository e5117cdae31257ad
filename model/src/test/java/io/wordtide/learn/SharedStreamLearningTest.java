package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.evaluate.Perplexity;
import io.wordtide.learn.StepReport.Scores;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.SharedStream;
import io.wordtide.text.Vocabulary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The stream preset on real text, in its own sizes. */
class SharedStreamLearningTest {

    private static final int DOCUMENT_COUNT = 3_000;
    private static final int SCORED_DOCUMENTS = 1_000;

    /** Measured: 486 against 1043, that is 0.47; the bound leaves 10 % for other processors and settings. */
    @Test
    void shouldLearnTheFirstReutersDocuments() throws IOException {
        // Given
        SharedStream stream = SharedStream.named("reuters21578");
        List<BagOfWords> bags = new ArrayList<>();
        stream.forEachBag(bags::add);
        LearnerConfig config = LearnerConfig.stream();
        OnlineLearner learner =
                new OnlineLearner(config, Vocabulary.read(stream.vocabularyFile()), new DocumentFrequencies());

        // When
        List<StepReport> scored = new ArrayList<>();
        for (int start = 0; start < DOCUMENT_COUNT; start += config.batchSize()) {
            StepReport report = learner.learn(bags.subList(start, start + config.batchSize()));
            if (start >= DOCUMENT_COUNT - SCORED_DOCUMENTS) {
                scored.add(report);
            }
        }

        // Then
        double refined = perDocumentPerplexity(scored, Scores::refined);
        double unigram = Math.min(
                perDocumentPerplexity(scored, Scores::unigram), perDocumentPerplexity(scored, Scores::recentUnigram));
        assertThat(refined / unigram)
                .as("refined perplexity of %.0f against the better unigram model's %.0f", refined, unigram)
                .isLessThan(0.52);
    }

    /** The combined perplexity of the mini-batches: exp of the mean over documents. */
    private static double perDocumentPerplexity(List<StepReport> reports, Function<Scores, Perplexity> perplexity) {
        double sum = 0;
        int documentCount = 0;
        for (StepReport report : reports) {
            Scores scores = report.scores().orElseThrow();
            sum += report.documentCount() * Math.log(perplexity.apply(scores).perDocument());
            documentCount += report.documentCount();
        }
        return Math.exp(sum / documentCount);
    }
}
