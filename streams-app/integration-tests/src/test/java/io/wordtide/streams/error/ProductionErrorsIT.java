package io.wordtide.streams.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wordtide.cli.embedded.EmbeddedBroker;
import io.wordtide.integration.ClusterApplication;
import io.wordtide.server.LearnerApp;
import io.wordtide.testing.TinyCorpus;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when a broker does not accept what the application writes. */
class ProductionErrorsIT {

    @TempDir
    Path folder;

    @Test
    void shouldContinueByItselfAndSendEachRecordOnceWhenBrokerComesBack() throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
        try {
            // Given: two documents that wait for their mini-batch, which is learned 5 s later
            Map<String, String> settings = new HashMap<>(TinyCorpus.SETTINGS);
            settings.put("bootstrap.servers", broker.bootstrapServers());
            settings.put("wordtide.mini-batch.linger.ms", "5000");
            // how long a commit is retried before the task is recreated; Kafka's default is a minute
            settings.put("producer.max.block.ms", "3000");
            // how long sends are retried before that, if the broker stops just then; Kafka's default is as
            // long as this test waits for anything
            settings.put("producer.request.timeout.ms", "5000");
            settings.put("producer.delivery.timeout.ms", "10000");
            // a transaction that nobody could end hides the changelog until the broker aborts it; Wordtide's
            // default is a minute
            settings.put("producer.transaction.timeout.ms", "10000");
            ClusterApplication application = new ClusterApplication("production-errors-away", settings);
            try (LearnerApp app = application.start(folder.resolve("state"))) {
                application.send(TinyCorpus.documents(0, 6));
                // four are learned and committed: no transaction of theirs is open when the broker stops
                application.read(application.topics().learningReports(), 1);
                await().until(() -> app.waitingDocuments() == 2);

                // When
                double before = givenUp(app);
                broker.close();
                awaitGivenUp(app, before);
                broker = EmbeddedBroker.start(folder.resolve("broker"), port(broker));

                // Then
                assertLearnedOnce(application, 6, 1, 2);
                assertThat(app.failure()).isEmpty();
            }
        } finally {
            broker.close();
        }
    }

    @Test
    void shouldContinueByItselfWhenRecordsHaveBeenGivenUpAndTheirTopicExistsAgain() throws Exception {
        // Given
        Map<String, String> settings = new HashMap<>(TinyCorpus.SETTINGS);
        settings.put("wordtide.mini-batch.linger.ms", "3600000");
        settings.put("producer.request.timeout.ms", "1000");
        settings.put("producer.delivery.timeout.ms", "2000");
        ClusterApplication application = new ClusterApplication("production-errors-unacknowledged", settings);
        try (LearnerApp app = application.start(folder.resolve("state"))) {
            application.send(TinyCorpus.documents(0, 4));
            application.read(application.topics().learningReports(), 1);

            // When
            double before = givenUp(app);
            try (Admin admin = Admin.create(application.config().adminProperties())) {
                admin.deleteTopics(
                                List.of(application.topics().learningReports().name()))
                        .all()
                        .get();
            }
            application.send(TinyCorpus.documents(4, 8));
            awaitGivenUp(app, before);
            application.createTopics();

            // Then
            application.read(application.topics().learningReports(), 1);
            assertLearnedOnce(application, 8, 2, 2);
            assertThat(app.failure()).isEmpty();
        }
    }

    @Test
    void shouldStopAtTheLastCommitWhenRecordIsTooLargeAndContinueWhenTopicAcceptsIt() throws Exception {
        // Given: mini-batches that fill up and do not linger, so that there are two of them
        Map<String, String> settings = new HashMap<>(TinyCorpus.SETTINGS);
        settings.put("wordtide.mini-batch.linger.ms", "3600000");
        ClusterApplication application = new ClusterApplication("production-errors-large", settings);
        try (LearnerApp app = application.start(folder.resolve("state"))) {
            application.send(TinyCorpus.documents(0, 4));
            application.read(application.topics().learningReports(), 1);
            // enough for the mark at the end of a transaction, not for a report
            set(application, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "120");

            // When
            application.send(TinyCorpus.documents(4, 8));
            await("the application has stopped")
                    .dontCatchUncaughtExceptions()
                    .until(() -> app.state().hasCompletedShutdown());

            // Then
            assertThat(app.failure().orElseThrow()).hasRootCauseInstanceOf(RecordTooLargeException.class);
        }
        assertThat(application.committed(application.topics().documentEmbeddings()))
                .hasSize(4);

        // When
        set(application, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "1000000");
        try (LearnerApp app = application.start(folder.resolve("state"))) {
            // Then
            assertLearnedOnce(application, 8, 1, 2);
            assertThat(app.failure()).isEmpty();
        }
    }

    private static void assertLearnedOnce(
            ClusterApplication application, int documentCount, long firstVersion, long lastVersion) {
        application.read(application.topics().documentEmbeddings(), documentCount);
        assertThat(application.committed(application.topics().documentEmbeddings()))
                .extracting(ConsumerRecord::key)
                .containsExactlyElementsOf(TinyCorpus.documents(0, documentCount).stream()
                        .map(document -> document.getId())
                        .toList());
        assertThat(application.committed(application.topics().learningReports()))
                .extracting(record -> record.value().getModelVersion())
                .containsExactlyElementsOf(LongStream.rangeClosed(firstVersion, lastVersion)
                        .boxed()
                        .toList());
    }

    private static int port(EmbeddedBroker broker) {
        return URI.create("kafka://" + broker.bootstrapServers()).getPort();
    }

    /** @param before value of {@link #givenUp} before the trouble began */
    private static void awaitGivenUp(LearnerApp app, double before) {
        await("a task or its thread has been given up")
                .dontCatchUncaughtExceptions()
                .until(() -> givenUp(app) > before);
    }

    /** Tasks closed by the running threads, plus ended threads, whose own metrics ended with them. */
    private static double givenUp(LearnerApp app) {
        return app.metrics().entrySet().stream()
                .filter(metric -> Set.of("task-closed-total", "failed-stream-threads")
                        .contains(metric.getKey().name()))
                .mapToDouble(metric -> ((Number) metric.getValue().metricValue()).doubleValue())
                .sum();
    }

    private static void set(ClusterApplication application, String key, String value)
            throws InterruptedException, ExecutionException {
        ConfigResource reports = new ConfigResource(
                ConfigResource.Type.TOPIC,
                application.topics().learningReports().name());
        try (Admin admin = Admin.create(application.config().adminProperties())) {
            admin.incrementalAlterConfigs(Map.of(
                            reports, List.of(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }
}
