package io.wordtide.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.server.LearnerApp;
import io.wordtide.streams.store.LearnerStores;
import io.wordtide.streams.topics.InternalTopics;
import io.wordtide.testing.TinyCorpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed process has left open must not hold up those that take over until the brokers abort it. */
class AbandonedTransactionsIT {

    /** Far longer than the test waits. */
    private static final int TRANSACTION_TIMEOUT_MS = 900_000;

    @TempDir
    private Path folder;

    @Test
    void shouldAbortWhatAThreadOfAnEarlierProcessLeftOpenAndNothingElse() throws Exception {
        // Given: a thread that had replaced others, hence with the number 7, in the middle of a transaction; and a
        // stranger
        ClusterApplication application = learnedOnce("abandoned");
        String strangersId = "abandoned-by-somebody-else";
        try (KafkaProducer<byte[], byte[]> strangers = producer(application, strangersId)) {
            begin(strangers, application.topics().deadLetters().name());

            // When
            learnAgain(application, "abandoned-" + processId("abandoned") + "-7", folder);

            // Then
            assertThat(state(application, strangersId)).isEqualTo(TransactionState.ONGOING);
            strangers.abortTransaction();
        }
    }

    @Test
    void shouldAbortWhatAnotherInstanceLeftOpen() throws Exception {
        // Given
        ClusterApplication application = learnedOnce("abandoned-elsewhere");

        // When, Then
        learnAgain(application, "abandoned-elsewhere-" + UUID.randomUUID() + "-1", folder.resolve("another"));
    }

    private ClusterApplication learnedOnce(String applicationId) {
        ClusterApplication application = new ClusterApplication(applicationId, TinyCorpus.SETTINGS);
        try (LearnerApp app = application.start(folder)) {
            application.send(TinyCorpus.documents(0, 4));
            application.read(application.topics().learningReports(), 1);
            assertThat(app.failure()).isEmpty();
        }
        return application;
    }

    /** Learns four more documents behind an open transaction, which must be aborted. */
    private static void learnAgain(ClusterApplication application, String abandonedId, Path stateDirectory)
            throws Exception {
        String changelog = InternalTopics.changelog(application.config().applicationId(), LearnerStores.BAG_JOURNAL);
        try (KafkaProducer<byte[], byte[]> abandoned = producer(application, abandonedId)) {
            begin(abandoned, changelog);
            try (LearnerApp app = application.start(stateDirectory)) {
                application.send(TinyCorpus.documents(4, 8));
                application.read(application.topics().learningReports(), 2);
                assertThat(app.failure()).isEmpty();
            }
            assertThat(state(application, abandonedId)).isEqualTo(TransactionState.EMPTY);
        }
    }

    private String processId(String applicationId) throws IOException {
        Matcher id = Pattern.compile("[0-9a-f-]{36}")
                .matcher(Files.readString(folder.resolve(applicationId).resolve("kafka-streams-process-metadata")));
        assertThat(id.find()).isTrue();
        return id.group();
    }

    private static KafkaProducer<byte[], byte[]> producer(ClusterApplication application, String transactionalId) {
        Map<String, Object> properties = new HashMap<>(application.config().producerProperties());
        properties.put("transactional.id", transactionalId);
        properties.put("transaction.timeout.ms", TRANSACTION_TIMEOUT_MS);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static void begin(KafkaProducer<byte[], byte[]> producer, String topic) throws Exception {
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(topic, 0, "unfinished".getBytes(UTF_8), "record".getBytes(UTF_8)))
                .get();
    }

    private static TransactionState state(ClusterApplication application, String transactionalId) throws Exception {
        try (Admin admin = Admin.create(application.config().adminProperties())) {
            return admin.describeTransactions(List.of(transactionalId))
                    .description(transactionalId)
                    .get()
                    .state();
        }
    }
}
