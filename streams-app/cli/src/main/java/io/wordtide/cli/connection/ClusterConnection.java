package io.wordtide.cli.connection;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.serializers.AbstractKafkaSchemaSerDeConfig;
import io.wordtide.cli.embedded.EmbeddedCluster;
import io.wordtide.cli.embedded.EmbeddedCluster.Addresses;
import io.wordtide.cli.terminal.CommandException;
import io.wordtide.schema.Topics;
import io.wordtide.server.lifecycle.Closer;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.topics.TopicCreator;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;

/**
 * A cluster, its configuration, and the topics of the application there. For one thread, except {@link #close}, which
 * closes the registry's client and, if one was started for this connection, the embedded cluster; closing again does
 * nothing.
 */
public final class ClusterConnection implements AutoCloseable {

    /** Setting with the addresses of the brokers. */
    public static final String BOOTSTRAP_SERVERS = CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;

    /** Setting with the address of the Schema Registry. */
    public static final String SCHEMA_REGISTRY = AbstractKafkaSchemaSerDeConfig.SCHEMA_REGISTRY_URL_CONFIG;

    /** Kafka's minute is long for a person at a terminal. */
    private static final int PATIENCE_MS = 15_000;

    private final Set<String> keys;
    private final WordtideConfig config;
    private final SchemaRegistryClient registry;
    private final Topics topics;

    /** The registry's client and, if one was started for this connection, the embedded cluster. */
    private final Closer open;

    private ClusterConnection(
            Set<String> keys, WordtideConfig config, SchemaRegistryClient registry, Topics topics, Closer open) {
        this.keys = Set.copyOf(keys);
        this.config = config;
        this.registry = registry;
        this.topics = topics;
        this.open = open;
    }

    private static ClusterConnection open(Map<String, String> settings, Closer closer) {
        WordtideConfig config = WordtideConfig.of(settings);
        SchemaRegistryClient registry = closer.register(config.schemaRegistry());
        return new ClusterConnection(settings.keySet(), config, registry, config.topics(registry), closer.keep());
    }

    /**
     * Connects to a cluster whose addresses are among the settings.
     *
     * @throws CommandException if an address is missing or nobody answers there
     */
    public static ClusterConnection to(Map<String, String> settings) {
        require(settings, BOOTSTRAP_SERVERS, "--bootstrap-servers HOST:PORT");
        require(settings, SCHEMA_REGISTRY, "--schema-registry URL");
        try (Closer closer = new Closer()) {
            ClusterConnection connection = closer.register(open(settings, closer));
            connection.requireAnswer();
            closer.keep();
            return connection;
        }
    }

    /** Connects to a running cluster at the given addresses. */
    public static ClusterConnection to(Map<String, String> settings, Addresses addresses) {
        try (Closer closer = new Closer()) {
            return open(with(settings, addresses), closer);
        }
    }

    /** Starts a cluster on a data directory for as long as the connection is open. */
    public static ClusterConnection starting(Map<String, String> settings, Path dataDirectory) {
        try (Closer closer = new Closer()) {
            EmbeddedCluster cluster = closer.register(EmbeddedCluster.start(dataDirectory));
            Addresses addresses = new Addresses(cluster.bootstrapServers(), cluster.schemaRegistryUrl());
            return open(with(settings, addresses), closer);
        }
    }

    public WordtideConfig config() {
        return config;
    }

    public Topics topics() {
        return topics;
    }

    /** Whether the configuration sets a key, rather than leaving it to its default. */
    public boolean isSet(String key) {
        return keys.contains(key);
    }

    /** Addresses of the brokers, for people. */
    public String bootstrapServers() {
        return String.valueOf(config.adminProperties().get(BOOTSTRAP_SERVERS));
    }

    public SchemaRegistryClient registry() {
        return registry;
    }

    public Map<String, Object> producerProperties() {
        Map<String, Object> properties = new HashMap<>(config.producerProperties());
        properties.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MS);
        return properties;
    }

    public Map<String, Object> consumerProperties() {
        return patient(config.consumerProperties());
    }

    public Admin admin() {
        return Admin.create(patient(config.adminProperties()));
    }

    /**
     * Requires that the application's topics exist.
     *
     * @throws CommandException if one does not; the message says how to create them
     */
    public void requireTopics() {
        require(creator -> creator.missing(topics));
    }

    /**
     * As {@link #requireTopics()}, for what ingestion writes to: its user may be allowed nothing on the other topics.
     *
     * @throws CommandException if one does not exist; the message says how to create them
     */
    public void requireIngestionTopics() {
        List<String> names =
                List.of(topics.documents().name(), topics.deadLetters().name());
        require(creator -> creator.missing(names));
    }

    /**
     * As {@link #requireTopics()}, for what a request to forget documents is written to and answered on.
     *
     * @throws CommandException if one does not exist; the message says how to create them
     */
    public void requireForgettingTopics() {
        List<String> names =
                List.of(topics.documents().name(), topics.forgottenDocuments().name());
        require(creator -> creator.missing(names));
    }

    private void require(Function<TopicCreator, SortedSet<String>> found) {
        try (Admin admin = admin()) {
            SortedSet<String> missing = found.apply(new TopicCreator(admin));
            if (!missing.isEmpty()) {
                throw new CommandException(
                        ("expected the topics of Wordtide, found none named %s; create them with wordtide"
                                        + " topics create, or set wordtide.topics.prefix to their prefix")
                                .formatted(String.join(", ", missing)));
            }
        }
    }

    @Override
    public synchronized void close() {
        open.close();
    }

    private static void require(Map<String, String> settings, String key, String option) {
        if (!settings.containsKey(key)) {
            throw new CommandException(
                    "expected %s, found none; use %s, or set it in the --config file".formatted(key, option));
        }
    }

    private void requireAnswer() {
        try (Admin admin = admin()) {
            admin.describeCluster().nodes().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted while connecting to Kafka", e);
        } catch (ExecutionException | KafkaException e) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new CommandException(
                    ("cannot reach Kafka at %s: %s; check --bootstrap-servers, and the security settings (such as"
                                    + " security.protocol) in --config")
                            .formatted(bootstrapServers(), reason.getMessage()),
                    e);
        }
    }

    private static Map<String, String> with(Map<String, String> settings, Addresses addresses) {
        Map<String, String> all = new HashMap<>(settings);
        all.put(BOOTSTRAP_SERVERS, addresses.bootstrapServers());
        all.put(SCHEMA_REGISTRY, addresses.schemaRegistryUrl());
        return all;
    }

    private static Map<String, Object> patient(Map<String, Object> client) {
        Map<String, Object> properties = new HashMap<>(client);
        properties.putIfAbsent(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        properties.putIfAbsent(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        return properties;
    }
}
