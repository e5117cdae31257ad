package io.wordtide.chaos;

import static org.awaitility.Awaitility.await;

import io.wordtide.cli.embedded.BrokerNode;
import io.wordtide.cli.embedded.DieWithParent;
import io.wordtide.cli.embedded.EmbeddedRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * Three brokers and a Schema Registry, each in its own process, which can be killed and restarted on the same directory
 * and ports. For one thread.
 */
final class Cluster implements AutoCloseable {

    static final int BROKERS = 3;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** They hardly get hot enough for the second compiler, and share the machine with the application under test. */
    private static final List<String> OPTIONS = List.of("-Xmx300m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final Path directory;
    private final List<BrokerNode> nodes;
    private final List<Process> brokers = new ArrayList<>();
    private EmbeddedRegistry registry;

    /**
     * Starts all of them and returns when they serve clients.
     *
     * @throws io.wordtide.cli.embedded.EmbeddedClusterException if the registry does not start
     */
    Cluster(Path directory) {
        this.directory = directory;
        this.nodes = BrokerNode.cluster(directory, BROKERS);
        this.registry = EmbeddedRegistry.launch(directory.resolve("registry"), 0);
        boolean started = false;
        try {
            nodes.forEach(node -> brokers.add(start(node)));
            registry.awaitReady(PATIENCE);
            awaitBrokers();
            started = true;
        } finally {
            if (!started) {
                close();
            }
        }
    }

    /** For {@code bootstrap.servers}. */
    String bootstrapServers() {
        return nodes.stream().map(BrokerNode::address).collect(Collectors.joining(","));
    }

    /** For {@code schema.registry.url}. */
    String schemaRegistryUrl() {
        return registry.url();
    }

    /** A client; the caller closes it. */
    Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()));
    }

    /** @param id from 1 to {@link #BROKERS} */
    void killBroker(int id) {
        ChildJvm.kill(brokers.get(id - 1));
    }

    /**
     * {@code kill -TERM}: the broker hands its partitions over and ends in order.
     *
     * @throws ChaosException if it does not end
     */
    void stopBroker(int id) {
        Process broker = brokers.get(id - 1);
        // not destroy() of the process: that closes its standard input too, as if this process had ended
        broker.toHandle().destroy();
        await("the end of broker " + id).atMost(PATIENCE).until(() -> !broker.isAlive());
    }

    /** Kills all brokers at once. */
    void killBrokers() {
        brokers.forEach(Process::destroyForcibly);
        brokers.forEach(ChildJvm::kill);
    }

    /** Starts all brokers after {@link #killBrokers}. */
    void restartBrokers() {
        nodes.forEach(node -> brokers.set(node.id() - 1, start(node)));
        awaitBrokers();
    }

    /**
     * {@code kill -STOP} for all brokers: connections stay open, and nobody answers.
     *
     * @return resumes them when it is closed
     */
    Frozen freezeBrokers() {
        List<Process> shells = brokers.stream().map(ChildJvm::pause).toList();
        return () -> shells.forEach(ChildJvm::resume);
    }

    /** Processes that stand still. */
    interface Frozen extends AutoCloseable {

        @Override
        void close();
    }

    /** Starts a broker that was killed or stopped; {@link ClusterAdmin#awaitInSync} waits until it has caught up. */
    void restartBroker(int id) {
        brokers.set(id - 1, start(nodes.get(id - 1)));
        awaitBrokers();
    }

    void killRegistry() {
        registry.kill();
    }

    /** Starts the registry that was killed, and returns when it answers. */
    void restartRegistry() {
        int port = URI.create(registry.url()).getPort();
        registry = EmbeddedRegistry.launch(directory.resolve("registry"), port);
        registry.awaitReady(PATIENCE);
    }

    @Override
    public void close() {
        brokers.forEach(ChildJvm::kill);
        registry.kill();
    }

    private Process start(BrokerNode node) {
        List<String> arguments = new ArrayList<>(List.of(BrokerMain.class.getName()));
        arguments.addAll(BrokerMain.arguments(node));
        Path log = directory.resolve("broker-" + node.id() + ".log");
        return ChildJvm.start(ChildJvm.command(OPTIONS, DieWithParent.class, arguments, log)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())));
    }

    private void awaitBrokers() {
        try (Admin admin = admin()) {
            await("all brokers")
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> admin.describeCluster().nodes().get().size() == BROKERS);
        }
    }
}
