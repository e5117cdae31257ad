package io.wordtide.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wordtide.app.testing.ClusterApplication;
import io.wordtide.app.testing.LearnerDriver;
import io.wordtide.app.testing.TinyCorpus;
import io.wordtide.schema.DocumentEmbedding;
import io.wordtide.schema.LearningReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a lost disk costs: time, and not one bit. */
class RestoreIT {

    /** Mini-batches fill up, none lingers: an undisturbed run in another process then has the same ones. */
    private static final Map<String, String> SETTINGS = new HashMap<>(TinyCorpus.SETTINGS);

    static {
        SETTINGS.put("wordtide.mini-batch.linger.ms", "3600000");
    }

    @TempDir
    Path folder;

    @Test
    void shouldGoOnBitForBitWhenStateComesBackFromTheChangelogs() throws IOException {
        // Given: a snapshot after three mini-batches, two more in the journal, and two bags waiting
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
        try (LearnerDriver undisturbed = new LearnerDriver(folder.resolve("undisturbed"), "restored", SETTINGS)) {
            undisturbed.send(TinyCorpus.documents(0, 40));
            assertThat(embeddings(application.read(application.topics().documentEmbeddings(), 40)))
                    .isEqualTo(undisturbed.documentEmbeddings().stream()
                            .map(TestRecord::value)
                            .toList());
            assertThat(reports(application))
                    .isEqualTo(undisturbed.reports().stream()
                            .map(TestRecord::value)
                            .map(RestoreIT::withoutTimes)
                            .toList());
        }
    }

    private static List<DocumentEmbedding> embeddings(List<ConsumerRecord<String, DocumentEmbedding>> records) {
        return records.stream().map(ConsumerRecord::value).toList();
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
