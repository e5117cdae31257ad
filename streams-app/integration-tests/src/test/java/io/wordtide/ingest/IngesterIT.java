package io.wordtide.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.wordtide.cli.embedded.EmbeddedCluster;
import io.wordtide.ingest.format.InputFormat;
import io.wordtide.integration.SharedCluster;
import io.wordtide.schema.DeadLetter;
import io.wordtide.schema.DeadLetterReason;
import io.wordtide.schema.Document;
import io.wordtide.schema.RecordSizes;
import io.wordtide.schema.Topic;
import io.wordtide.schema.Topics;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.topics.TopicCreator;
import io.wordtide.testing.Patience;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class IngesterIT {

    private WordtideConfig config;
    private SchemaRegistryClient registry;
    private Topics topics;

    @BeforeEach
    void makeTopics(TestInfo test) {
        EmbeddedCluster cluster = SharedCluster.get();
        config = WordtideConfig.of(Map.of(
                "bootstrap.servers",
                cluster.bootstrapServers(),
                "schema.registry.url",
                cluster.schemaRegistryUrl(),
                "wordtide.application.id",
                "ingester-it-" + test.getTestMethod().orElseThrow().getName()));
        registry = config.schemaRegistry();
        topics = config.topics(registry);
        try (Admin admin = Admin.create(config.adminProperties())) {
            new TopicCreator(admin).create(topics, 1, 1);
        }
    }

    @AfterEach
    void closeRegistry() throws IOException {
        registry.close();
    }

    @Test
    void shouldSendDocumentsInOrderAndRejectedLinesAsideWhenSomeAreMalformed() throws IOException {
        // Given
        String lines =
                "{\"id\": \"a\", \"text\": \"oil\", \"timestamp\": \"1987-02-26\"}\nnot JSON\n{\"text\": \"wheat\"}\n";
        Instant before = Instant.now();
        List<IngestCounts> progress = new ArrayList<>();

        // When
        IngestCounts counts;
        try (Ingester ingester = new Ingester(config.producerProperties(), topics);
                DocumentReader source = reader(lines)) {
            ingester.ingest(source, progress::add);
            counts = ingester.counts();
        }

        // Then
        assertThat(counts).isEqualTo(new IngestCounts(2, 1));
        assertThat(progress).hasSize(3);
        List<ConsumerRecord<String, Document>> documents = read(topics.documents());
        assertThat(documents).extracting(ConsumerRecord::key).containsExactly("a", "in.jsonl:3");
        assertThat(documents).extracting(ConsumerRecord::offset).containsExactly(0L, 1L);
        assertThat(documents.get(0).value().getText()).isEqualTo("oil");
        // retention depends on the record's time, not on the time of publication
        assertThat(Instant.ofEpochMilli(documents.get(0).timestamp())).isAfterOrEqualTo(before.minusMillis(1));
        DeadLetter deadLetter = read(topics.deadLetters()).get(0).value();
        assertThat(deadLetter.getOrigin()).isEqualTo("in.jsonl:2");
        assertThat(deadLetter.getReason()).isEqualTo(DeadLetterReason.MALFORMED_INPUT);
        assertThat(UTF_8.decode(deadLetter.getValue().orElseThrow()).toString()).isEqualTo("not JSON");
    }

    @Test
    void shouldSendATextWhenItIsAsLongAsARecordMayBe() throws IOException {
        // Given: one text of the greatest length and one that is a byte longer
        int max = RecordSizes.MAX_TEXT_BYTES;
        String lines = "{\"id\": \"longest\", \"text\": \"%s\"}\n{\"id\": \"longer\", \"text\": \"%s\"}\n"
                .formatted("x".repeat(max), "x".repeat(max + 1));

        // When
        try (Ingester ingester = new Ingester(config.producerProperties(), topics);
                DocumentReader source = reader(lines)) {
            ingester.ingest(source, counts -> {});
        }

        // Then
        assertThat(read(topics.documents()).get(0).value().getText()).hasSize(max);
        ConsumerRecord<String, DeadLetter> deadLetter =
                read(topics.deadLetters()).get(0);
        assertThat(deadLetter.key()).isEqualTo("longer");
        assertThat(deadLetter.value().getReason()).isEqualTo(DeadLetterReason.TOO_LONG);
        assertThat(deadLetter.value().getValueSize()).isEqualTo(max + 1 + 28L);
    }

    @Test
    void shouldCountWhatIsOnTheTopicWhenItIsClosedWhileReading() throws Exception {
        // Given
        Ingester ingester = new Ingester(config.producerProperties(), topics);
        String lines = IntStream.range(0, 50_000)
                .mapToObj(i -> "{\"id\": \"%d\", \"text\": \"tide %d\"}\n".formatted(i, i))
                .collect(joining());
        CountDownLatch begun = new CountDownLatch(100);
        CompletableFuture<Void> run = CompletableFuture.runAsync(() -> {
            try (DocumentReader source = reader(lines)) {
                ingester.ingest(source, counts -> begun.countDown());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(begun.await(Patience.LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS))
                .isTrue();

        // When
        ingester.close();
        assertThat(run).succeedsWithin(Patience.LONGEST_WAIT);

        // Then
        List<ConsumerRecord<String, Document>> documents = read(topics.documents());
        assertThat(documents).hasSizeLessThan(50_000);
        assertThat(ingester.counts()).isEqualTo(new IngestCounts(documents.size(), 0));
        assertThat(documents).extracting(ConsumerRecord::key).last().isEqualTo(String.valueOf(documents.size() - 1));
    }

    @Test
    void shouldSayWhatToCheckWhenTheBrokerDoesNotAnswer() {
        // Given: nobody listens on port 1
        Map<String, Object> unreachable = config.producerProperties();
        unreachable.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
        unreachable.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 500);

        // When
        try (Ingester ingester = new Ingester(unreachable, topics)) {
            // Then
            assertThatThrownBy(() -> ingester.ingest(reader("{\"text\": \"secret\"}"), counts -> {}))
                    .isInstanceOf(IngestException.class)
                    .hasMessageStartingWith(
                            "cannot send to topic " + topics.documents().name())
                    .hasMessageContaining("check the addresses of the brokers")
                    .hasMessageNotContaining("secret");
            assertThat(ingester.counts()).isEqualTo(new IngestCounts(0, 0));
        }
    }

    private static DocumentReader reader(String lines) throws IOException {
        Input input = new Input(
                "in.jsonl", "in.jsonl", InputFormat.JSON_LINES, () -> new ByteArrayInputStream(lines.getBytes(UTF_8)));
        return DocumentReader.open(input, ReadOptions.byName());
    }

    private <V> List<ConsumerRecord<String, V>> read(Topic<String, V> topic) {
        TopicPartition partition = new TopicPartition(topic.name(), 0);
        List<ConsumerRecord<String, V>> records = new ArrayList<>();
        try (KafkaConsumer<String, V> consumer = new KafkaConsumer<>(
                config.consumerProperties(),
                topic.key().deserializer(),
                topic.value().deserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }
}
