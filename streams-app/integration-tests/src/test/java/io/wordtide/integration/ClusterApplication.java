package io.wordtide.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import io.wordtide.cli.embedded.EmbeddedCluster;
import io.wordtide.schema.Document;
import io.wordtide.schema.Topic;
import io.wordtide.schema.Topics;
import io.wordtide.server.LearnerApp;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.topics.TopicCreator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;

/** One application on the shared cluster: its topics, its instances, its input and its output. */
public final class ClusterApplication {

    private final Map<String, String> settings;
    private final WordtideConfig config;
    private final Topics topics;

    /**
     * @param applicationId unique to the test; its topics are created
     * @param settings may name the test's own servers
     */
    public ClusterApplication(String applicationId, Map<String, String> settings) {
        EmbeddedCluster cluster = SharedCluster.get();
        this.settings = new HashMap<>(settings);
        this.settings.put("wordtide.application.id", applicationId);
        this.settings.putIfAbsent("bootstrap.servers", cluster.bootstrapServers());
        this.settings.putIfAbsent("schema.registry.url", cluster.schemaRegistryUrl());
        this.config = WordtideConfig.of(this.settings);
        this.topics = config.topics(config.schemaRegistry());
        createTopics();
    }

    /** Creates the public topics that do not exist. */
    public void createTopics() {
        TopicCreator.createAll(config, topics);
    }

    /** The settings of an instance, except its state directory. */
    public Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    public WordtideConfig config() {
        return config;
    }

    public Topics topics() {
        return topics;
    }

    /**
     * Starts an instance and waits until it is running: all its threads are members of the group, and have their tasks.
     * A task that moves to a thread that joined later would pause meanwhile, and lose its metrics.
     */
    public LearnerApp start(Path stateDirectory) {
        LearnerApp app = launch(stateDirectory);
        await("the application is running").until(() -> app.state() == KafkaStreams.State.RUNNING);
        return app;
    }

    /** Starts an instance and returns at once, before it has joined the group. */
    public LearnerApp launch(Path stateDirectory) {
        Map<String, String> ofInstance = new HashMap<>(settings);
        ofInstance.put("state.dir", stateDirectory.toString());
        return LearnerApp.start(WordtideConfig.of(ofInstance));
    }

    /** The internal topic behind the repartition. */
    public String bagsTopic() {
        return config.applicationId() + "-" + topics.bags().name() + "-repartition";
    }

    /** Writes documents, in order within each partition. */
    public void send(List<Document> documents) {
        sendRecords(documents.stream()
                .map(document -> new ProducerRecord<>(
                        topics.documents().name(), document.getId().getBytes(UTF_8), encode(document)))
                .toList());
    }

    /** Writes arbitrary bytes. */
    public void sendBytes(String key, byte[] value) {
        sendRecords(List.of(new ProducerRecord<>(topics.documents().name(), key.getBytes(UTF_8), value)));
    }

    /** A document in the wire format. */
    public byte[] encode(Document document) {
        return topics.documents()
                .value()
                .serializer()
                .serialize(topics.documents().name(), document);
    }

    /** Writes records to any topics, in order within each partition. */
    public void sendRecords(List<ProducerRecord<byte[], byte[]>> records) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                config.producerProperties(), new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent =
                    records.stream().map(producer::send).toList();
            for (Future<RecordMetadata> future : sent) {
                getUnchecked(future);
            }
        }
    }

    private static void getUnchecked(Future<?> future) {
        try {
            future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("expected the broker to take the record", e);
        }
    }

    /** All committed records of a topic, once it has that many; by partition, in order. */
    public <V> List<ConsumerRecord<String, V>> read(Topic<String, V> topic, int count) {
        try (KafkaConsumer<String, V> consumer = new KafkaConsumer<>(
                config.consumerProperties(),
                topic.key().deserializer(),
                topic.value().deserializer())) {
            Set<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .collect(Collectors.toSet());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<String, V>> records = new ArrayList<>();
            await("records of " + topic.name()).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                return records.size() >= count;
            });
            consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            return records;
        }
    }

    /** Waits until readers see what has been committed. */
    public void awaitTransactions() {
        TopicRecords.awaitTransactions(bootstrapServers());
    }

    /** All committed records of a topic by now; by partition, in order. */
    public <K, V> List<ConsumerRecord<K, V>> committed(Topic<K, V> topic) {
        return TopicRecords.committed(bootstrapServers(), topic);
    }

    private String bootstrapServers() {
        return requireNonNull(settings.get("bootstrap.servers"));
    }

    /** Value of a metric of Wordtide, summed over the tasks of an instance. */
    public static double metric(LearnerApp app, String name) {
        return app.metrics().entrySet().stream()
                .filter(entry -> entry.getKey().group().equals("stream-wordtide-metrics")
                        && entry.getKey().name().equals(name))
                .mapToDouble(entry -> ((Number) entry.getValue().metricValue()).doubleValue())
                .sum();
    }
}
