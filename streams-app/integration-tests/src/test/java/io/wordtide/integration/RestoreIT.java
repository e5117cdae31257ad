package io.wordtide.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wordtide.schema.DocumentEmbedding;
import io.wordtide.schema.LearningReport;
import io.wordtide.server.LearnerApp;
import io.wordtide.testing.TinyCorpus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lost disk costs time, and not one bit. */
class RestoreIT {

    /** Mini-batches fill up and do not linger, so an undisturbed run in another process has the same ones. */
    private static final Map<String, String> SETTINGS = new HashMap<>(TinyCorpus.SETTINGS);

    static {
        SETTINGS.put("wordtide.mini-batch.linger.ms", "3600000");
    }

    @TempDir
    Path folder;

    @Test
    void shouldContinueWithIdenticalBitsWhenStateIsRestoredFromTheChangelogs() throws IOException {
        // Given: a snapshot after three mini-batches, two more in the journal, and two waiting bags
        ClusterApplication application = new ClusterApplication("restored", SETTINGS);
        Path stateDirectory = folder.resolve("state");
        try (LearnerApp app = application.start(stateDirectory)) {
            application.send(TinyCorpus.documents(0, 22));
            application.read(application.topics().learningReports(), 5);
            await().until(() -> app.waitingDocuments() == 2);
        }

        // When
        Utils.delete(stateDirectory.toFile());
        try (LearnerApp app = application.start(stateDirectory)) {
            application.send(TinyCorpus.documents(22, 40));
            application.read(application.topics().learningReports(), 10);
            assertThat(app.waitingDocuments()).isZero();
        }

        // Then
        ClusterApplication undisturbed = new ClusterApplication("restored-undisturbed", SETTINGS);
        try (LearnerApp app = undisturbed.start(folder.resolve("undisturbed"))) {
            undisturbed.send(TinyCorpus.documents(0, 40));
            assertThat(embeddings(application)).isEqualTo(embeddings(undisturbed));
            assertThat(reports(application)).isEqualTo(reports(undisturbed));
            assertThat(app.failure()).isEmpty();
        }
    }

    private static List<DocumentEmbedding> embeddings(ClusterApplication application) {
        return application.read(application.topics().documentEmbeddings(), 40).stream()
                .map(ConsumerRecord::value)
                .toList();
    }

    private static List<LearningReport> reports(ClusterApplication application) {
        return application.read(application.topics().learningReports(), 10).stream()
                .map(record -> withoutTimes(record.value()))
                .toList();
    }

    private static LearningReport withoutTimes(LearningReport report) {
        return LearningReport.newBuilder(report)
                .setStepMs(0)
                .setLearnedAt(Instant.EPOCH)
                .build();
    }
}
