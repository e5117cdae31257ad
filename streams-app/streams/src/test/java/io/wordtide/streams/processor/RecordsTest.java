package io.wordtide.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.evaluate.Perplexity;
import io.wordtide.learn.StepReport;
import io.wordtide.learn.StepReport.Scores;
import io.wordtide.schema.LearningReport;
import io.wordtide.story.StoryReport;
import io.wordtide.streams.processor.MiniBatchOutcome.Learned;
import io.wordtide.streams.store.DocumentMiniBatch;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RecordsTest {

    @Test
    void shouldReportPerplexitiesBeyondTheLargestNumberAsThatNumber() {
        // Given: bounds of -710 and -1e9 nats per token; exp(710) is more than the largest double, exp(709.78)
        Scores scores = new Scores(
                new Perplexity(Math.exp(1e9), Math.exp(710)),
                new Perplexity(Math.exp(710), Math.exp(709)),
                new Perplexity(1_000, 900),
                new Perplexity(950, 850),
                new Perplexity(Math.exp(710), 700),
                -710,
                -700,
                10,
                1);
        StepReport report =
                new StepReport(1, 7, List.of(), Optional.of(scores), 1, 0, 1, 2, 2, 1, 0, List.of(), List.of());
        Learned learned = new Learned(
                "default",
                new DocumentMiniBatch(List.of(), 0),
                report,
                OptionalDouble.empty(),
                Optional.empty(),
                StoryReport.NOTHING,
                5);

        // When
        LearningReport record = Records.learningReport(learned, Instant.EPOCH);

        // Then
        assertThat(record.getAmortizedPerDocumentPerplexity()).contains(Double.MAX_VALUE);
        assertThat(record.getAmortizedCorpusPerplexity()).contains(Double.MAX_VALUE);
        assertThat(record.getRefinedPerDocumentPerplexity()).contains(Double.MAX_VALUE);
        assertThat(record.getRefinedCorpusPerplexity()).contains(Math.exp(709));
        assertThat(record.getUnigramPerDocumentPerplexity()).contains(1_000.0);
        assertThat(record.getRecentUnigramPerDocumentPerplexity()).contains(950.0);
        assertThat(record.getRecentUnigramCorpusPerplexity()).contains(850.0);
        assertThat(record.getCachePerDocumentPerplexity()).contains(Double.MAX_VALUE);
        assertThat(record.getCacheCorpusPerplexity()).contains(700.0);
    }
}
