package io.wordtide.integration;

import static io.wordtide.integration.ClusterApplication.metric;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wordtide.ingest.ArrivedRecords;
import io.wordtide.schema.DeadLetter;
import io.wordtide.schema.DeadLetterReason;
import io.wordtide.schema.DocumentEmbedding;
import io.wordtide.schema.LearningReport;
import io.wordtide.schema.Topics;
import io.wordtide.server.LearnerApp;
import io.wordtide.testing.TinyCorpus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand records that nobody would write on purpose: none stops the application, and none is lost. */
class FuzzedRecordsIT {

    private static final int RECORD_COUNT = 10_000;
    private static final long SEED = 20_260_301;

    @TempDir
    Path stateDirectory;

    @Test
    void shouldAccountForEveryRecordWhenTenThousandAreFuzzed() {
        // Given
        Map<String, String> settings = new HashMap<>(TinyCorpus.SETTINGS);
        settings.put("wordtide.mini-batch.size", "100");
        settings.put("wordtide.model.route", "source");
        ClusterApplication application = new ClusterApplication("fuzzed", settings);
        Topics topics = application.topics();
        Fuzz fuzz = new Fuzz(SEED, application::encode);

        try (LearnerApp app = application.start(stateDirectory)) {
            // When
            application.sendRecords(IntStream.range(0, RECORD_COUNT)
                    .mapToObj(n -> new ProducerRecord<>(
                            topics.documents().name(), Integer.toString(n).getBytes(UTF_8), fuzz.record(n)))
                    .toList());
            await("all documents settled")
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> app.failure().isPresent()
                            || metric(app, "documents-embedded-total")
                                            + metric(app, "documents-skipped-total")
                                            + metric(app, "documents-dead-lettered-total")
                                    >= RECORD_COUNT);

            // Then nothing stopped, and the sums of the metrics hold
            assertThat(app.failure()).as("failure with seed %d", SEED).isEmpty();
            assertThat(metric(app, "documents-received-total")).isEqualTo(RECORD_COUNT);
            assertThat(metric(app, "documents-routed-total") + metric(app, "documents-dead-lettered-total"))
                    .isEqualTo(RECORD_COUNT);
            assertThat(metric(app, "documents-arrived-total")).isEqualTo(metric(app, "documents-routed-total"));
            assertThat(metric(app, "documents-embedded-total") + metric(app, "documents-skipped-total"))
                    .isEqualTo(metric(app, "documents-arrived-total"));
            assertThat(app.waitingDocuments()).isZero();
        }

        // Then the topics agree: the application is closed and so has committed what it counted
        List<ConsumerRecord<String, DeadLetter>> letters = application.committed(topics.deadLetters());
        List<ConsumerRecord<String, DocumentEmbedding>> embeddings = application.committed(topics.documentEmbeddings());
        long skipped = application.committed(topics.learningReports()).stream()
                .map(ConsumerRecord::value)
                .mapToLong(FuzzedRecordsIT::skipped)
                .sum();
        assertThat(ArrivedRecords.read(application.config().consumerProperties(), topics)
                        .recordCount())
                .isEqualTo(RECORD_COUNT);
        assertThat(embeddings.size() + letters.size() + skipped)
                .as(
                        "%d embedded + %d dead-lettered + %d skipped, seed %d",
                        embeddings.size(), letters.size(), skipped, SEED)
                .isEqualTo(RECORD_COUNT);
        assertThat(embeddings.size()).isGreaterThan(1_000);
        assertThat(letters)
                .extracting(letter -> letter.value().getReason())
                .contains(DeadLetterReason.UNDECODABLE, DeadLetterReason.EMPTY, DeadLetterReason.TOO_LONG)
                .doesNotContain(DeadLetterReason.FAILED);
        Set<String> origins = new HashSet<>();
        letters.forEach(letter -> origins.add(letter.value().getOrigin()));
        assertThat(origins).as("one letter a record").hasSameSizeAs(letters);
    }

    private static long skipped(LearningReport report) {
        return report.getSkippedDocumentCounts().values().stream()
                .mapToLong(Integer::longValue)
                .sum();
    }
}
