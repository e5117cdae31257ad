package io.wordtide.ingest.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.ingest.ReadResult;
import io.wordtide.learn.Change;
import io.wordtide.learn.Change.Kind;
import io.wordtide.learn.LearnerConfig;
import io.wordtide.learn.OnlineLearner;
import io.wordtide.learn.StepReport;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.TextAnalyzer;
import io.wordtide.text.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The learner detects the story of the sample stream. */
class SampleDriftTest {

    private static final int DOCUMENTS = 6_000;

    /** Measured: 50 documents after the break. */
    @Test
    void shouldDetectThatTheStoryBreaksAndNothingBefore() {
        // Given
        LearnerConfig config = LearnerConfig.stream();
        OnlineLearner learner =
                new OnlineLearner(config, Vocabulary.living(5_000, 5), DocumentFrequencies.forgetting(50_000));
        SampleStream stream = new SampleStream(1, DOCUMENTS, 0);

        // When
        List<Change> changes = new ArrayList<>();
        try (TextAnalyzer analyzer = TextAnalyzer.named("english")) {
            for (int start = 0; start < DOCUMENTS; start += config.batchSize()) {
                StepReport report = learner.learn(miniBatch(stream, analyzer, config.batchSize()));
                changes.addAll(report.changes());
            }
        }

        // Then
        assertThat(changes).extracting(Change::kind).containsExactly(Kind.DRIFT);
        assertThat(changes.get(0).sinceDocument())
                .isBetween(stream.storyBreaksAt() - 50L, stream.storyBreaksAt() + 500L);
    }

    private static List<BagOfWords> miniBatch(SampleStream stream, TextAnalyzer analyzer, int size) {
        List<BagOfWords> bags = new ArrayList<>();
        while (bags.size() < size && stream.next() instanceof ReadResult.Accepted accepted) {
            bags.add(analyzer.analyze(accepted.document().getText()));
        }
        return bags;
    }
}
