package io.wordtide.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.schema.DocumentEmbedding;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.testing.TinyCorpus;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents that wait for their mini-batch when no more will come. Mini-batches hold four documents. */
class EndOfInputTest {

    @TempDir
    Path folder;

    @Test
    void shouldLearnTheWaitingDocumentsAtOnceAndAsIfTheyHadLingered() {
        try (LearnProcessorHarness lingering = new LearnProcessorHarness(config(), folder.resolve("lingering"));
                LearnProcessorHarness ended = new LearnProcessorHarness(config(), folder.resolve("ended"))) {
            // Given
            lingering.send(TinyCorpus.documents(0, 6));
            ended.send(TinyCorpus.documents(0, 6));
            lingering.pause();

            // When
            ended.endInput();
            ended.answerRequests();

            // Then
            assertThat(ended.waitingCount()).isZero();
            assertThat(ended.isCommitRequested()).isTrue();
            assertThat(ended.emitted(DocumentEmbedding.class))
                    .hasSize(6)
                    .isEqualTo(lingering.emitted(DocumentEmbedding.class));
        }
    }

    @Test
    void shouldWaitAsUsualWhenMoreDocumentsComeAllTheSame() {
        try (LearnProcessorHarness harness = new LearnProcessorHarness(config(), folder)) {
            // Given
            harness.send(TinyCorpus.documents(0, 2));
            harness.endInput();
            harness.answerRequests();

            // When
            harness.send(TinyCorpus.documents(2, 5));
            harness.answerRequests();

            // Then
            assertThat(harness.emitted(DocumentEmbedding.class)).hasSize(2);
            assertThat(harness.waitingCount()).isEqualTo(3);
        }
    }

    @Test
    void shouldNotLearnEarlyWhenTheEndWasAnnouncedBeforeTheTaskBegan() {
        try (LearnProcessorHarness harness = new LearnProcessorHarness(config(), folder)) {
            // Given
            harness.send(TinyCorpus.documents(0, 2));
            harness.endInput();

            // When: the task begins again, for example after its transaction was aborted
            harness.restart();
            harness.answerRequests();

            // Then
            assertThat(harness.emitted(DocumentEmbedding.class)).isEmpty();
            assertThat(harness.isCommitRequested()).isFalse();
        }
    }

    private static WordtideConfig config() {
        Map<String, String> settings = new HashMap<>(TinyCorpus.SETTINGS);
        settings.put("wordtide.mini-batch.size", "4");
        return WordtideConfig.of(settings);
    }
}
