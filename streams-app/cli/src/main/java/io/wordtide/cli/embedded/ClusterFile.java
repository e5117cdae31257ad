package io.wordtide.cli.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wordtide.cli.embedded.EmbeddedCluster.Addresses;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * The file {@code cluster.properties} of a data directory, with the addresses of the cluster that is running on it. Its
 * keys are those of Kafka's own clients, which can use the file as their configuration. It may outlive a killed
 * process, so a reader gets the addresses only while somebody answers there. Only this user may read it.
 */
final class ClusterFile {

    private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    private static final String SCHEMA_REGISTRY_URL = "schema.registry.url";
    private static final String PROCESS_ID = "wordtide.process.id";
    private static final int CONNECT_PATIENCE_MS = 1000;

    private final Path file;

    ClusterFile(Path dataDirectory) {
        file = dataDirectory.resolve("cluster.properties");
    }

    /** Records that this process runs a cluster there; atomically, so that no reader finds half a file. */
    void write(Addresses addresses) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part); // of a killed process
        try (Writer writer = Channels.newWriter(
                Files.newByteChannel(
                        part,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PrivateDirectory.ownerOnlyFile(part)),
                UTF_8)) {
            // not by Properties.store, which writes \: for a colon: people copy from here. Hosts, ports, paths and
            // numbers
            // have no character that needs it
            writer.write("# Written by Wordtide while its embedded cluster runs; do not edit.\n"
                    + line(BOOTSTRAP_SERVERS, addresses.bootstrapServers())
                    + line(SCHEMA_REGISTRY_URL, addresses.schemaRegistryUrl())
                    + line(PROCESS_ID, Long.toString(ProcessHandle.current().pid())));
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String line(String key, String value) {
        return key + "=" + value + "\n";
    }

    /** The addresses, if the process that wrote them is alive and its broker accepts connections. */
    Optional<Addresses> readIfRunning() throws IOException {
        Properties properties = read();
        if (!properties.stringPropertyNames().containsAll(Set.of(BOOTSTRAP_SERVERS, SCHEMA_REGISTRY_URL, PROCESS_ID))) {
            return Optional.empty();
        }
        Addresses addresses =
                new Addresses(properties.getProperty(BOOTSTRAP_SERVERS), properties.getProperty(SCHEMA_REGISTRY_URL));
        boolean lives = ProcessHandle.of(Long.parseLong(properties.getProperty(PROCESS_ID)))
                .map(ProcessHandle::isAlive)
                .orElse(false);
        return lives && takesConnections(addresses.bootstrapServers()) ? Optional.of(addresses) : Optional.empty();
    }

    /** Who wrote the file, for a message; empty if there is no file. */
    Optional<String> owner() throws IOException {
        Properties properties = read();
        return Optional.ofNullable(properties.getProperty(PROCESS_ID))
                .map(id -> "process " + id + ", Kafka at " + properties.getProperty(BOOTSTRAP_SERVERS));
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    private Properties read() throws IOException {
        Properties properties = new Properties();
        try (Reader reader = new InputStreamReader(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), UTF_8)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            // nobody runs a cluster here
        }
        return properties;
    }

    private static boolean takesConnections(String bootstrapServers) {
        int colon = bootstrapServers.lastIndexOf(':');
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(
                            bootstrapServers.substring(0, colon),
                            Integer.parseInt(bootstrapServers.substring(colon + 1))),
                    CONNECT_PATIENCE_MS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
