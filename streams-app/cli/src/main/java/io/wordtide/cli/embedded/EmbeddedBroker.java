package io.wordtide.cli.embedded;

import static java.util.Map.entry;

import io.wordtide.server.lifecycle.Closer;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One real Kafka node in this process, broker and KRaft controller combined, on the loopback address: a cluster of its
 * own, or one of several nodes. Starting again on the same directory finds topics, records, offsets and transactions
 * unchanged.
 *
 * <p>The only class that touches Kafka's internals. Do not test sudden death with it in the test's own process: on a
 * fault that Kafka considers fatal, it halts the JVM.
 *
 * <p>Thread-safe.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final String BROKER_LISTENER = "PLAINTEXT";
    private static final String CONTROLLER_LISTENER = "CONTROLLER";

    private final KafkaRaftServer server;
    private final String bootstrapServers;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedBroker(KafkaRaftServer server, String bootstrapServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts a node that is a cluster of its own, and returns when it accepts clients.
     *
     * @param directory where the node keeps its logs; created and formatted if it is new
     * @param port port for clients, or 0 for any free port
     * @throws EmbeddedClusterException if the port is in use, or the directory cannot be used
     */
    public static EmbeddedBroker start(Path directory, int port) {
        return start(BrokerNode.alone(directory, port));
    }

    /**
     * Starts one node of a cluster, and returns when it accepts clients: not before most of the others have started.
     *
     * @throws EmbeddedClusterException if a port is in use, or the directory cannot be used
     */
    public static EmbeddedBroker start(BrokerNode node) {
        return start(node, Map.of());
    }

    /**
     * As {@link #start(BrokerNode)}, with settings of the broker that replace ours, for example with users and ACLs. The
     * clients' listener is named {@value #BROKER_LISTENER} whatever its protocol.
     *
     * @throws EmbeddedClusterException if a port is in use, or the directory cannot be used
     */
    public static EmbeddedBroker start(BrokerNode node, Map<String, String> overrides) {
        Path directory = node.directory();
        try {
            format(node);
            Properties settings = settings(node);
            settings.putAll(overrides);
            KafkaConfig config = KafkaConfig.fromProps(settings, false);
            return new EmbeddedBroker(started(config), node.address());
        } catch (Exception e) {
            // any exception: Scala code throws checked ones without declaring them
            throw new EmbeddedClusterException(
                    "the embedded Kafka broker did not start on " + directory + ": " + e
                            + ". If an earlier run left the directory damaged, choose another with --data-dir.",
                    e);
        }
    }

    /** Host and port for {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Shuts the node down in order and waits until it has stopped; later calls do nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            server.shutdown();
            server.awaitShutdown();
        }
    }

    private static KafkaRaftServer started(KafkaConfig config) {
        KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
        try (Closer closer = new Closer()) {
            closer.register(server::shutdown);
            server.startup();
            closer.keep();
            return server;
        }
    }

    private static void format(BrokerNode node) throws Exception {
        Path directory = node.directory();
        PrivateDirectory.createPart(directory);
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(node.id())
                .setClusterId(node.clusterId())
                .setDirectories(Set.of(directory.toString()))
                .setMetadataLogDirectory(directory.toString())
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setControllerListenerName(CONTROLLER_LISTENER)
                .run();
    }

    private static Properties settings(BrokerNode node) {
        String broker = BROKER_LISTENER + "://" + node.address();
        String controller = CONTROLLER_LISTENER + "://" + node.controllerAddress(node.id());
        Properties settings = new Properties();
        settings.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(node.id()),
                "log.dirs",
                node.directory().toString(),
                "listeners",
                broker + "," + controller,
                "advertised.listeners",
                broker,
                "controller.listener.names",
                CONTROLLER_LISTENER,
                "inter.broker.listener.name",
                BROKER_LISTENER,
                "controller.quorum.voters",
                node.quorumVoters()));
        settings.putAll(replication(node.replicas()));
        // topics are created by name, nobody is waited for, and a few threads and MiB suffice for local clients.
        // message.max.bytes keeps Kafka's default: topics for larger records set their own limit, as on any cluster.
        settings.putAll(Map.of(
                "auto.create.topics.enable", "false",
                "group.initial.rebalance.delay.ms", "0",
                "log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20),
                // kept until the directory is deleted: the topics show which inputs have been fed, and the accounts
                "log.retention.ms", "-1",
                "num.network.threads", "2",
                "num.io.threads", "4",
                "background.threads", "2"));
        return settings;
    }

    /**
     * One replica of everything per node, up to three, one of which may be lost. A few partitions suffice, and each takes
     * time when the broker starts and when it stops.
     */
    private static Map<String, String> replication(int replicas) {
        String factor = Integer.toString(replicas);
        String partitions = replicas == 1 ? "1" : "4";
        String inSync = Integer.toString(Math.max(1, replicas - 1));
        return Map.ofEntries(
                entry("default.replication.factor", factor),
                entry("min.insync.replicas", inSync),
                entry("offsets.topic.replication.factor", factor),
                entry("offsets.topic.num.partitions", partitions),
                entry("transaction.state.log.replication.factor", factor),
                entry("transaction.state.log.min.isr", inSync),
                entry("transaction.state.log.num.partitions", partitions),
                entry("share.coordinator.state.topic.replication.factor", factor),
                entry("share.coordinator.state.topic.min.isr", inSync),
                entry("share.coordinator.state.topic.num.partitions", partitions));
    }
}
