package io.wordtide.cli.embedded;

import io.wordtide.server.lifecycle.Closer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka and a Schema Registry on one data directory, started in parallel. The directory holds {@code broker/},
 * {@code registry/}, {@code streams/} for the application's local state, {@code wordtide.lock} and, while the cluster
 * runs, {@code cluster.properties} with its addresses. Only this user may read or change it ({@link PrivateDirectory}).
 * One process at a time can use it; a later start continues where the earlier one ended.
 *
 * <p>Close the applications first: they need both until they have closed. Thread-safe.
 */
public final class EmbeddedCluster implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedCluster.class);

    /** Readiness takes 4 to 9 s on two idle cores; the rest is for busy machines. */
    private static final Duration REGISTRY_PATIENCE = Duration.ofMinutes(2);

    private final Path dataDirectory;
    private final EmbeddedBroker broker;
    private final EmbeddedRegistry registry;
    private final Closer parts;
    private boolean closed;

    private EmbeddedCluster(Path dataDirectory, EmbeddedBroker broker, EmbeddedRegistry registry, Closer parts) {
        this.dataDirectory = dataDirectory;
        this.broker = broker;
        this.registry = registry;
        this.parts = parts;
    }

    /**
     * Where clients reach a cluster.
     *
     * @param bootstrapServers host and port of Kafka
     * @param schemaRegistryUrl URL of the Schema Registry
     */
    public record Addresses(String bootstrapServers, String schemaRegistryUrl) {}

    /** As {@link #start(Path, int, int)}, on any free ports. */
    public static EmbeddedCluster start(Path dataDirectory) {
        return start(dataDirectory, 0, 0);
    }

    /**
     * Starts both and returns when both serve clients. If one fails, the other is closed.
     *
     * @param dataDirectory where everything is kept; created if it is new
     * @param brokerPort port of Kafka, or 0 for any free port
     * @param registryPort port of the Schema Registry, or 0 for any free port
     * @throws EmbeddedClusterException if the directory is in use, unusable or not this user's own, a port is in use, or
     *     a part fails to start
     */
    public static EmbeddedCluster start(Path dataDirectory, int brokerPort, int registryPort) {
        try (Closer closer = new Closer()) {
            EmbeddedCluster cluster = closer.register(launch(dataDirectory, brokerPort, registryPort));
            cluster.awaitRegistry();
            closer.keep();
            return cluster;
        }
    }

    /**
     * As {@link #start(Path, int, int)}, but returns when Kafka serves clients; {@link #awaitRegistry} waits for the rest.
     *
     * @throws EmbeddedClusterException if the directory is in use, unusable or not this user's own, a port is in use, or
     *     Kafka fails to start
     */
    public static EmbeddedCluster launch(Path dataDirectory, int brokerPort, int registryPort) {
        Path directory = dataDirectory.toAbsolutePath().normalize();
        try (Closer closer = new Closer()) {
            closer.register(lock(directory));
            EmbeddedRegistry registry =
                    closer.register(EmbeddedRegistry.launch(directory.resolve("registry"), registryPort));
            EmbeddedBroker broker = closer.register(EmbeddedBroker.start(directory.resolve("broker"), brokerPort));
            closer.register(registry::beginClose); // it ends while the broker does
            closer.register(new ClusterFile(directory)::delete);
            return new EmbeddedCluster(directory, broker, registry, closer.keep());
        } catch (IOException e) {
            throw PrivateDirectory.unusable(directory, e);
        }
    }

    /**
     * Returns when the Schema Registry serves clients, too. From then on other processes find the cluster by its directory.
     *
     * @throws EmbeddedClusterException if the registry does not start
     */
    public void awaitRegistry() {
        registry.awaitReady(REGISTRY_PATIENCE);
        try {
            publishAddresses();
        } catch (IOException e) {
            throw PrivateDirectory.unusable(dataDirectory, e);
        }
    }

    private synchronized void publishAddresses() throws IOException {
        if (closed) {
            return;
        }
        new ClusterFile(dataDirectory).write(new Addresses(bootstrapServers(), schemaRegistryUrl()));
        LOG.info(
                "Embedded cluster started bootstrapServers={} schemaRegistry={} dataDirectory={}",
                bootstrapServers(),
                schemaRegistryUrl(),
                dataDirectory);
    }

    /**
     * The cluster that some process, this one included, is running on a data directory.
     *
     * @throws EmbeddedClusterException if the directory cannot be read, or another user could have written to it
     */
    public static Optional<Addresses> running(Path dataDirectory) {
        try {
            PrivateDirectory.requireTrusted(dataDirectory);
            return new ClusterFile(dataDirectory).readIfRunning();
        } catch (IOException e) {
            throw new EmbeddedClusterException(
                    "cannot read cluster.properties in the data directory " + dataDirectory + ": " + e, e);
        }
    }

    /** Host and port for {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** For {@code schema.registry.url}. */
    public String schemaRegistryUrl() {
        return registry.url();
    }

    /** Absolute path of the data directory. */
    public Path dataDirectory() {
        return dataDirectory;
    }

    /** For {@code state.dir}: the application's local state, beside the broker that can restore it. */
    public Path streamsDirectory() {
        return streamsDirectory(dataDirectory);
    }

    /** As {@link #streamsDirectory()}, for a data directory on which a cluster runs or ran. */
    public static Path streamsDirectory(Path dataDirectory) {
        return dataDirectory.resolve("streams");
    }

    /** Closes the broker and the registry at the same time, then releases the directory; later calls do nothing. */
    @Override
    public synchronized void close() {
        closed = true;
        try {
            parts.close();
        } catch (RuntimeException e) {
            LOG.warn("A part of the embedded cluster did not close in order", e);
        }
    }

    private static DataDirectoryLock lock(Path directory) throws IOException {
        PrivateDirectory.create(directory);
        DataDirectoryLock lock = DataDirectoryLock.tryAcquire(directory);
        if (lock == null) {
            String owner = new ClusterFile(directory).owner().orElse("it is just starting");
            throw new EmbeddedClusterException("the data directory " + directory + " is in use by another Wordtide ("
                    + owner + "): stop that one, or choose another directory with --data-dir.");
        }
        return lock;
    }
}
