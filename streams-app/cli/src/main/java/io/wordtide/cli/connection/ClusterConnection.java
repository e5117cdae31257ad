package io.wordtide.cli.connection;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.wordtide.cli.embedded.EmbeddedCluster;
import io.wordtide.cli.embedded.EmbeddedCluster.Addresses;
import io.wordtide.cli.option.ServerOptions;
import io.wordtide.cli.terminal.CommandException;
import io.wordtide.schema.Topics;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.topics.TopicCreator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * A cluster, the configuration to use it with, and the topics of the application there. For one thread, but for
 * {@link #close}, which closes the registry's client and, if one was started for it, the embedded cluster; closing it
 * again does nothing.
 */
public final class ClusterConnection implements AutoCloseable {

    /** Somebody waits at a terminal: less patience than Kafka's minute. */
    private static final int PATIENCE_MS = 15_000;

    private final WordtideConfig config;
    private final @Nullable EmbeddedCluster cluster;
    private final SchemaRegistryClient registry;
    private final Topics topics;

    private ClusterConnection(Map<String, String> settings, @Nullable EmbeddedCluster cluster) {
        this.config = WordtideConfig.of(settings);
        this.cluster = cluster;
        this.registry = config.schemaRegistry();
        this.topics = config.topics(registry);
    }

    /**
     * A cluster whose addresses are among the settings.
     *
     * @throws CommandException if an address is missing or nobody answers there
     */
    public static ClusterConnection to(Map<String, String> settings) {
        require(settings, ServerOptions.BOOTSTRAP_SERVERS, "--bootstrap-servers HOST:PORT");
        require(settings, ServerOptions.SCHEMA_REGISTRY, "--schema-registry URL");
        ClusterConnection connection = new ClusterConnection(settings, null);
        try {
            connection.requireAnswer();
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    /** A cluster that is running at some addresses. */
    public static ClusterConnection to(Map<String, String> settings, Addresses addresses) {
        return new ClusterConnection(with(settings, addresses), null);
    }

    /** A cluster that is started on a data directory for as long as the connection is open. */
    public static ClusterConnection starting(Map<String, String> settings, Path dataDirectory) {
        EmbeddedCluster cluster = EmbeddedCluster.start(dataDirectory);
        try {
            Addresses addresses = new Addresses(cluster.bootstrapServers(), cluster.schemaRegistryUrl());
            return new ClusterConnection(with(settings, addresses), cluster);
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    public WordtideConfig config() {
        return config;
    }

    public Topics topics() {
        return topics;
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
     * Makes sure that the application's topics exist.
     *
     * @throws CommandException if one does not; says how to make them
     */
    public void requireTopics() {
        try (Admin admin = admin()) {
            SortedSet<String> missing = new TopicCreator(admin).missing(topics);
            if (!missing.isEmpty()) {
                throw new CommandException(
                        ("expected the topics of Wordtide, found none named %s; make them with wordtide"
                                        + " topics create, or set wordtide.topics.prefix to theirs")
                                .formatted(String.join(", ", missing)));
            }
        }
    }

    @Override
    public void close() {
        try {
            registry.close();
        } catch (IOException e) {
            throw new CommandException("the Schema Registry's client did not close: " + e.getMessage(), e);
        } finally {
            if (cluster != null) {
                cluster.close();
            }
        }
    }

    private static void require(Map<String, String> settings, String key, String option) {
        if (!settings.containsKey(key)) {
            throw new CommandException(
                    "expected %s, found none; give %s, or set it in the file of --config".formatted(key, option));
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
                    ("cannot reach Kafka at %s: %s; check --bootstrap-servers, and what the cluster asks"
                                    + " for (security.protocol and the like) in --config")
                            .formatted(
                                    config.adminProperties().get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG),
                                    reason.getMessage()),
                    e);
        }
    }

    private static Map<String, String> with(Map<String, String> settings, Addresses addresses) {
        Map<String, String> all = new HashMap<>(settings);
        all.put(ServerOptions.BOOTSTRAP_SERVERS, addresses.bootstrapServers());
        all.put(ServerOptions.SCHEMA_REGISTRY, addresses.schemaRegistryUrl());
        return all;
    }

    private static Map<String, Object> patient(Map<String, Object> client) {
        Map<String, Object> properties = new HashMap<>(client);
        properties.putIfAbsent(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        properties.putIfAbsent(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        return properties;
    }
}
