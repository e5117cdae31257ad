package io.wordtide.streams.config;

import static java.util.Map.entry;

import io.wordtide.schema.RecordSizes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.WallclockTimestampExtractor;
import org.jspecify.annotations.Nullable;

/** Kafka's own keys for each kind of client: the user's settings on top of Wordtide's. */
final class KafkaSettings {

    /**
     * As much as a fast stream sends to a partition within the 100 ms that Kafka Streams lets a batch wait. With
     * Kafka's default of 16 KiB, broker and producer used twice the processor time.
     */
    private static final int PRODUCER_BATCH_BYTES = 256 * 1024;

    private static final long COMMIT_INTERVAL_MS = 500;

    /**
     * Defaults that the user's settings override. Two threads let tokenizing and learning run in parallel when there is
     * one model. Commits are small, a kilobyte per document, and therefore frequent; every 200 ms they took 10 % of the
     * learning thread. The classic group protocol reassigns a killed member's tasks within seconds; the newer one took
     * 45 s. Output records carry the time they are processed: brokers immediately delete records dated long ago and
     * refuse those dated an hour ahead, and anyone may date a document.
     */
    private static final Map<String, Object> DEFAULTS = Map.ofEntries(
            entry(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true),
            // Kafka warns that this default will change; its constant is already deprecated, the key is not
            entry("processing.exception.handler.global.enabled", true),
            entry(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic"),
            entry(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, WallclockTimestampExtractor.class),
            entry(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 2),
            entry(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MS),
            // how long a killed instance's models wait for another instance; Kafka's default is 45 s
            entry(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000),
            // how soon a member notices that another has joined; Kafka's default is 3 s, during which tasks stand still
            entry(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_000),
            entry(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), RecordSizes.MAX_RECORD_BYTES),
            // without prefix, so that a user's value wins with or without one
            entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, RecordSizes.MAX_REQUEST_BYTES),
            entry(ProducerConfig.BUFFER_MEMORY_CONFIG, RecordSizes.PRODUCER_BUFFER_BYTES),
            entry(ProducerConfig.BATCH_SIZE_CONFIG, PRODUCER_BATCH_BYTES));

    /** Keys under which a user may have set a limit, in order of precedence; a derived limit goes to the first. */
    private static final List<String> TRANSACTION_TIMEOUT_KEYS = List.of(
            StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);

    private static final List<String> MAX_POLL_INTERVAL_KEYS = mainConsumer(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG);
    private static final List<String> MAX_POLL_RECORDS_KEYS = mainConsumer(ConsumerConfig.MAX_POLL_RECORDS_CONFIG);

    private final Map<String, String> settings;

    private KafkaSettings(Map<String, String> settings) {
        this.settings = Map.copyOf(settings);
    }

    /** @throws ConfigException if the user set a key that Wordtide controls */
    static KafkaSettings of(Map<String, String> settings) {
        String guarantee = settings.get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG);
        if (guarantee != null && !guarantee.equals(StreamsConfig.EXACTLY_ONCE_V2)) {
            throw new ConfigException(
                    StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                    guarantee,
                    "Expected " + StreamsConfig.EXACTLY_ONCE_V2
                            + ", so that each document is learned exactly once. Remove the key");
        }
        String applicationId = settings.get(StreamsConfig.APPLICATION_ID_CONFIG);
        if (applicationId != null) {
            throw new ConfigException(
                    StreamsConfig.APPLICATION_ID_CONFIG,
                    applicationId,
                    "Set " + WordtideKeys.APPLICATION_ID + " instead");
        }
        return new KafkaSettings(settings);
    }

    /** @throws ConfigException if the user did not set the key */
    String required(String key) {
        String value = settings.get(key);
        if (value == null || value.isBlank()) {
            throw new ConfigException("Missing configuration key " + key + ": expected a value, found none");
        }
        return value;
    }

    /** Settings that the Confluent serdes and the registry client read. */
    Map<String, String> serdes() {
        Map<String, String> serdes = new HashMap<>(settings);
        serdes.keySet().retainAll(KnownKeys.REGISTRY);
        return serdes;
    }

    Map<String, Object> producer() {
        Map<String, Object> producer = new HashMap<>();
        producer.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, RecordSizes.MAX_REQUEST_BYTES);
        producer.put(ProducerConfig.BUFFER_MEMORY_CONFIG, RecordSizes.PRODUCER_BUFFER_BYTES);
        producer.putAll(client(ProducerConfig.configNames(), StreamsConfig.PRODUCER_PREFIX));
        return producer;
    }

    Map<String, Object> consumer() {
        Map<String, Object> consumer = new HashMap<>();
        consumer.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumer.putAll(client(ConsumerConfig.configNames(), StreamsConfig.CONSUMER_PREFIX));
        return consumer;
    }

    Map<String, Object> admin() {
        return client(AdminClientConfig.configNames(), StreamsConfig.ADMIN_CLIENT_PREFIX);
    }

    /**
     * Settings for Kafka Streams, except its application id.
     *
     * @throws ConfigException if a time limit that the user set is too short for the step, or {@code bootstrap.servers}
     *     is not set
     */
    Map<String, Object> streams(StepLimits limits) {
        required(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        Map<String, Object> streams = new HashMap<>(DEFAULTS);
        streams.putAll(settings);
        streams.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        limit(streams, limits, limits.transactionTimeout(), TRANSACTION_TIMEOUT_KEYS);
        limit(streams, limits, limits.maxPollInterval(), MAX_POLL_INTERVAL_KEYS);
        if (explicit(MAX_POLL_RECORDS_KEYS).isEmpty()) {
            streams.put(MAX_POLL_RECORDS_KEYS.get(0), limits.maxPollRecords());
        }
        return streams;
    }

    /** Settings of all topics that Kafka Streams creates, by Kafka's topic keys. */
    Map<String, String> internalTopics() {
        Map<String, String> internalTopics = new HashMap<>();
        Map<String, Object> streams = new HashMap<>(DEFAULTS);
        streams.putAll(settings);
        streams.forEach((key, value) -> {
            if (key.startsWith(StreamsConfig.TOPIC_PREFIX)) {
                internalTopics.put(key.substring(StreamsConfig.TOPIC_PREFIX.length()), value.toString());
            }
        });
        return internalTopics;
    }

    /** Where Kafka Streams keeps the local state of all applications. */
    String stateDirectory() {
        String found = settings.get(StreamsConfig.STATE_DIR_CONFIG);
        return found != null
                ? found
                : String.valueOf(StreamsConfig.configDef().defaultValues().get(StreamsConfig.STATE_DIR_CONFIG));
    }

    /** Time between two commits while records flow. */
    Duration commitInterval() {
        Object found =
                settings.getOrDefault(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, String.valueOf(COMMIT_INTERVAL_MS));
        return milliseconds(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, found);
    }

    /** The user's value wins if the step fits within it. */
    private void limit(Map<String, Object> streams, StepLimits limits, Duration derived, List<String> keys) {
        Optional<String> explicit = explicit(keys);
        if (explicit.isPresent()) {
            limits.requireFit(explicit.get(), milliseconds(explicit.get(), settings.get(explicit.get())));
        } else {
            limits.requireFit(keys.get(0), derived);
            streams.put(keys.get(0), Math.toIntExact(derived.toMillis()));
        }
    }

    /** The first of the keys that the user set, if any. */
    private Optional<String> explicit(List<String> keys) {
        return keys.stream().filter(settings::containsKey).findFirst();
    }

    private static Duration milliseconds(String key, @Nullable Object value) {
        return Duration.ofMillis((Long) ConfigDef.parseType(key, value, ConfigDef.Type.LONG));
    }

    private static List<String> mainConsumer(String key) {
        return List.of(StreamsConfig.mainConsumerPrefix(key), StreamsConfig.consumerPrefix(key), key);
    }

    /** The user's settings for one kind of client; a key with the prefix wins over the same key without it. */
    private Map<String, Object> client(Set<String> names, String prefix) {
        Map<String, Object> client = new HashMap<>(settings);
        client.keySet().retainAll(names);
        settings.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                client.put(key.substring(prefix.length()), value);
            }
        });
        return client;
    }
}
