package io.wordtide.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.schema.DeadLetter;
import io.wordtide.schema.DeadLetterReason;
import io.wordtide.schema.DocumentEmbedding;
import io.wordtide.server.LearnerApp;
import io.wordtide.testing.TinyCorpus;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Poison that only a real broker and registry produce: what they refuse, and what they answer. */
class PoisonIT {

    @TempDir
    Path stateDirectory;

    @Test
    void shouldLearnDocumentsThatAreDatedWhereBrokersRefuseThem() throws Exception {
        // Given a topic that accepts any date; the application's topics accept up to an hour from now, by default
        ClusterApplication application = new ClusterApplication("poison-it-future", TinyCorpus.SETTINGS);
        takeAnyDate(application);
        long future = Instant.parse("2999-01-01T00:00:00Z").toEpochMilli();

        // When: half of them dated in 2999, half in 1970
        try (LearnerApp app = application.start(stateDirectory)) {
            application.sendRecords(TinyCorpus.documents(0, 8).stream()
                    .map(document -> new ProducerRecord<>(
                            application.topics().documents().name(),
                            null,
                            document.getId().hashCode() % 2 == 0 ? future : 1L,
                            document.getId().getBytes(UTF_8),
                            application.encode(document)))
                    .toList());

            // Then
            List<ConsumerRecord<String, DocumentEmbedding>> embeddings =
                    application.read(application.topics().documentEmbeddings(), 8);
            assertThat(embeddings)
                    .hasSize(8)
                    .allSatisfy(embedding -> assertThat(Instant.ofEpochMilli(embedding.timestamp()))
                            .isBetween(
                                    Instant.now().minusSeconds(600),
                                    Instant.now().plusSeconds(600)));
            assertThat(app.failure()).isEmpty();
        }
    }

    @Test
    void shouldSetAsideRecordsOfTheBagsTopicThatAreNotBagsAndKeepLearning() {
        // Given
        ClusterApplication application = new ClusterApplication("poison-it-bags", TinyCorpus.SETTINGS);
        byte[] model = "default".getBytes(UTF_8);
        byte[] noBag = application.encode(TinyCorpus.document(0));

        // When
        try (LearnerApp app = application.start(stateDirectory)) {
            application.send(TinyCorpus.documents(0, 4));
            application.read(application.topics().learningReports(), 1);
            application.sendRecords(Stream.of(new byte[] {7, 7}, noBag)
                    .map(bytes -> new ProducerRecord<>(application.bagsTopic(), model, bytes))
                    .toList());
            application.send(TinyCorpus.documents(4, 8));

            // Then
            assertThat(application.read(application.topics().documentEmbeddings(), 8))
                    .hasSize(8);
            List<ConsumerRecord<String, DeadLetter>> letters =
                    application.read(application.topics().deadLetters(), 2);
            assertThat(letters).hasSize(2).allSatisfy(record -> {
                assertThat(record.key()).isEqualTo("default");
                assertThat(record.value().getReason()).isEqualTo(DeadLetterReason.UNDECODABLE);
                assertThat(record.value().getOrigin()).startsWith("poison-it-bags-bags-repartition-0@");
            });
            assertThat(letters.get(0).value().getValue()).contains(ByteBuffer.wrap(new byte[] {7, 7}));
            assertThat(letters.get(1).value().getValue()).contains(ByteBuffer.wrap(noBag));
            assertThat(app.failure()).isEmpty();
        }
    }

    @Test
    void shouldSetAsideSchemaIdsThatTheRegistryDoesNotKnow() {
        // Given
        ClusterApplication application = new ClusterApplication("poison-it-ids", TinyCorpus.SETTINGS);
        List<Integer> ids = List.of(0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 99_999);

        // When
        try (LearnerApp app = application.start(stateDirectory)) {
            ids.forEach(id -> application.sendBytes(
                    "id", ByteBuffer.allocate(9).put((byte) 0).putInt(id).array()));

            // Then
            assertThat(application.read(application.topics().deadLetters(), ids.size()))
                    .extracting(record -> record.value().getCause())
                    .containsExactlyElementsOf(ids.stream()
                            .map(id -> "expected a schema id the registry knows, found " + id)
                            .toList());
            assertThat(app.failure()).isEmpty();
        }
    }

    private static void takeAnyDate(ClusterApplication application) throws InterruptedException, ExecutionException {
        String documents = application.topics().documents().name();
        try (Admin admin = Admin.create(application.config().adminProperties())) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, documents),
                            List.of(
                                    set(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG),
                                    set(TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG))))
                    .all()
                    .get();
        }
    }

    private static AlterConfigOp set(String key) {
        return new AlterConfigOp(new ConfigEntry(key, Long.toString(Long.MAX_VALUE)), AlterConfigOp.OpType.SET);
    }
}
