package io.wordtide.streams;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.wordtide.schema.DeadLetter;
import io.wordtide.schema.DeadLetterReason;
import io.wordtide.schema.Document;
import io.wordtide.schema.DocumentEmbedding;
import io.wordtide.schema.ForgottenDocument;
import io.wordtide.schema.LearningEvent;
import io.wordtide.schema.LearningReport;
import io.wordtide.schema.Topic;
import io.wordtide.schema.Topics;
import io.wordtide.schema.WordEmbedding;
import io.wordtide.streams.config.StepTiming;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.shard.Shards;
import io.wordtide.streams.store.LearnerStores;
import io.wordtide.streams.view.ModelViews;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The whole topology in one thread, with an in-memory registry and a clock that is moved by hand. */
public final class LearnerDriver implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(50);

    /** The time at which every driver starts. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Topics topics;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> documents;

    /**
     * @param stateDirectory an empty folder
     * @param registryName unique to each test: equal names share a registry
     */
    public LearnerDriver(Path stateDirectory, String registryName, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("bootstrap.servers", "unused:9092");
        all.put("schema.registry.url", "mock://" + registryName);
        all.put("state.dir", stateDirectory.toString());
        WordtideConfig config = WordtideConfig.of(all);
        SchemaRegistryClient registry = config.schemaRegistry();
        topics = config.topics(registry);
        LearnerTopology topology = new LearnerTopology(
                config, registry, new ModelViews(config.models()), Shards.alone(config), LearnerStores.builders());
        Properties properties = topology.properties(new StepTiming(Duration.ofMillis(50), 1_000, 0));
        driver = new TopologyTestDriver(topology.build(properties), properties, START);
        documents = driver.createInputTopic(
                topics.documents().name(), new ByteArraySerializer(), new ByteArraySerializer(), START, Duration.ZERO);
    }

    /** Sends documents in order. */
    public void send(List<Document> sent) {
        for (Document document : sent) {
            sendBytes(document.getId(), encode(document));
        }
    }

    /** Sends arbitrary bytes. */
    public void sendBytes(String key, byte @Nullable [] value) {
        documents.pipeInput(key.getBytes(StandardCharsets.UTF_8), value);
    }

    /** Sends any record. */
    public void sendRecord(TestRecord<byte[], byte[]> record) {
        documents.pipeInput(record);
    }

    /** A document in the wire format. */
    public byte[] encode(Document document) {
        return topics.documents()
                .value()
                .serializer()
                .serialize(topics.documents().name(), document);
    }

    /** Any record other than a document, in the wire format. */
    public byte[] encodeDeadLetter() {
        DeadLetter letter = DeadLetter.newBuilder()
                .setOrigin("here")
                .setReason(DeadLetterReason.EMPTY)
                .setCause("none")
                .setValue(null)
                .setValueSize(0)
                .setFailedAt(START)
                .build();
        return topics.deadLetters()
                .value()
                .serializer()
                .serialize(topics.deadLetters().name(), letter);
    }

    /**
     * Advances the clock in small steps, as real clocks do, so that punctuations fire: a missed one is not made up for.
     */
    public void advance(Duration time) {
        for (long ms = 0; ms < time.toMillis(); ms += TICK.toMillis()) {
            driver.advanceWallClockTime(TICK);
        }
    }

    public List<TestRecord<String, LearningReport>> reports() {
        return read(topics.learningReports());
    }

    public List<TestRecord<String, LearningEvent>> events() {
        return read(topics.learningEvents());
    }

    public List<TestRecord<String, DocumentEmbedding>> documentEmbeddings() {
        return read(topics.documentEmbeddings());
    }

    public List<TestRecord<String, WordEmbedding>> wordEmbeddings() {
        return read(topics.wordEmbeddings());
    }

    public List<TestRecord<String, ForgottenDocument>> forgottenDocuments() {
        return read(topics.forgottenDocuments());
    }

    public List<TestRecord<String, DeadLetter>> deadLetters() {
        return read(topics.deadLetters());
    }

    /** Value of one of Wordtide's metrics, summed over tasks. */
    public double metric(String name) {
        return driver.metrics().entrySet().stream()
                .filter(entry -> entry.getKey().group().equals("stream-wordtide-metrics")
                        && entry.getKey().name().equals(name))
                .mapToDouble(entry -> ((Number) entry.getValue().metricValue()).doubleValue())
                .sum();
    }

    @Override
    public void close() {
        driver.close();
    }

    private <V> List<TestRecord<String, V>> read(Topic<String, V> topic) {
        return driver.createOutputTopic(
                        topic.name(), topic.key().deserializer(), topic.value().deserializer())
                .readRecordsToList();
    }
}
