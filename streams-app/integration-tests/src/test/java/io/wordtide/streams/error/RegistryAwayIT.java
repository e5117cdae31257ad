package io.wordtide.streams.error;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.wordtide.cli.embedded.EmbeddedRegistry;
import io.wordtide.integration.ClusterApplication;
import io.wordtide.schema.Document;
import io.wordtide.server.LearnerApp;
import io.wordtide.testing.Patience;
import io.wordtide.testing.TinyCorpus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The test's own registry stops during the run, when a document arrives whose schema nobody has requested yet. */
class RegistryAwayIT {

    /** Another producer's document: fewer fields than ours, and one more. */
    private static final Schema OF_OTHERS = SchemaBuilder.record("Document")
            .namespace("io.wordtide.schema")
            .fields()
            .requiredString("id")
            .requiredString("text")
            .requiredInt("stars")
            .endRecord();

    @TempDir
    Path folder;

    @Test
    void shouldContinueByItselfAndLoseNothingWhenRegistryComesBack() throws Exception {
        EmbeddedRegistry registry = launch(0);
        try {
            // Given
            ClusterApplication application = application("registry-comes-back", registry);
            int schemaId = register(application);
            try (LearnerApp app = application.start(folder.resolve("state"))) {
                application.send(TinyCorpus.documents(0, 4));
                application.read(application.topics().documentEmbeddings(), 4);

                // When
                registry.close();
                send(application, schemaId, TinyCorpus.documents(4, 8));
                awaitFailedThreads(app, 2);
                registry = launch(URI.create(registry.url()).getPort());

                // Then
                assertThat(application.read(application.topics().documentEmbeddings(), 8))
                        .extracting(ConsumerRecord::key)
                        .containsExactly("d0", "d1", "d2", "d3", "d4", "d5", "d6", "d7");
                assertThat(app.failure()).isEmpty();
                assertThat(application.read(application.topics().deadLetters(), 0))
                        .isEmpty();
            }
        } finally {
            registry.close();
        }
    }

    @Test
    void shouldCloseAtOnceWhileThreadWaitsForTheRegistry() throws Exception {
        EmbeddedRegistry registry = launch(0);
        try {
            // Given
            ClusterApplication application = application("registry-stays-away", registry);
            int schemaId = register(application);
            LearnerApp app = application.start(folder.resolve("state"));
            registry.close();
            send(application, schemaId, TinyCorpus.documents(0, 1));
            // the sixth waits for 30 s: much longer than closing takes on a busy machine
            awaitFailedThreads(app, 6);

            // When
            long start = System.nanoTime();
            boolean closed = app.close(Duration.ofMinutes(1));
            Duration took = Duration.ofNanos(System.nanoTime() - start);

            // Then
            assertThat(closed).isTrue();
            assertThat(took).isLessThan(Duration.ofSeconds(25));
            assertThat(app.failure()).isEmpty();
        } finally {
            registry.close();
        }
    }

    private EmbeddedRegistry launch(int port) {
        EmbeddedRegistry registry = EmbeddedRegistry.launch(folder.resolve("registry"), port);
        registry.awaitReady(Patience.LONGEST_WAIT);
        return registry;
    }

    private static ClusterApplication application(String applicationId, EmbeddedRegistry registry) {
        Map<String, String> settings = new HashMap<>(TinyCorpus.SETTINGS);
        settings.put("schema.registry.url", registry.url());
        // how long the tasks of a dead thread wait for another thread; the least that brokers allow
        settings.put("session.timeout.ms", "6000");
        return new ClusterApplication(applicationId, settings);
    }

    private static int register(ClusterApplication application) throws Exception {
        try (SchemaRegistryClient client = application.config().schemaRegistry()) {
            return client.register("of-others-value", new AvroSchema(OF_OTHERS));
        }
    }

    private static void send(ClusterApplication application, int schemaId, List<Document> documents) {
        application.sendRecords(documents.stream()
                .map(document -> new ProducerRecord<>(
                        application.topics().documents().name(),
                        document.getId().getBytes(UTF_8),
                        encode(document, schemaId)))
                .toList());
    }

    private static byte[] encode(Document document, int schemaId) {
        GenericRecord ofOthers = new GenericRecordBuilder(OF_OTHERS)
                .set("id", document.getId())
                .set("text", document.getText())
                .set("stars", 5)
                .build();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(schemaId).array());
        try {
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            new GenericDatumWriter<GenericRecord>(OF_OTHERS).write(ofOthers, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new AssertionError("expected to write to memory", e);
        }
        return bytes.toByteArray();
    }

    private static void awaitFailedThreads(LearnerApp app, int count) {
        await(count + " threads have died of it")
                // theirs: Kafka Streams rethrows them
                .dontCatchUncaughtExceptions()
                .until(() -> failedThreads(app) >= count);
    }

    private static double failedThreads(LearnerApp app) {
        return app.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("failed-stream-threads"))
                .mapToDouble(metric -> ((Number) metric.getValue().metricValue()).doubleValue())
                .sum();
    }
}
