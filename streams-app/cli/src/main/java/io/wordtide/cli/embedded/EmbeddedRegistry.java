package io.wordtide.cli.embedded;

import io.confluent.kafka.schemaregistry.client.rest.RestService;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A real Schema Registry (Apicurio, through its Confluent-compatible API) as a child process on the loopback address.
 * Schemas and their ids live in a file in its directory and survive restarts, even after a crash; its log is
 * {@code registry.log} there, at most 2 MiB in two files. A schema that breaks readers is refused: compatibility is
 * {@code BACKWARD} for all subjects. There are no passwords, as for the broker beside it, but nothing can be deleted.
 *
 * <p>The child ends with {@link #close()}, and with this process however that ends ({@link DieWithParent}); so it needs
 * no shutdown hook, which would take the registry away from an application that is still closing.
 *
 * <p>Thread-safe.
 */
public final class EmbeddedRegistry implements AutoCloseable {

    /** Path of the Confluent-compatible interface. */
    private static final String API = "/apis/ccompat/v7";

    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    /** For one answer: the first answers of a registry on a busy machine take more than a few seconds. */
    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(30);

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    /** A child that writes an archive of its classes as it ends takes seconds, and much longer on a busy machine. */
    private static final Duration ARCHIVE_PATIENCE = Duration.ofMinutes(1);

    /** System property with one more option of the child's JVM: the launcher names its archive of classes with it. */
    private static final String OPTION_PROPERTY = "wordtide.registry.java.option";

    private final Path directory;
    private final Process process;
    private final OutputTail output;
    private final String url;

    private EmbeddedRegistry(Path directory, Process process, String url) {
        this.directory = directory;
        this.process = process;
        this.output = new OutputTail(process.getInputStream(), "registry-output");
        this.url = url;
    }

    /**
     * Starts the child and returns at once; {@link #awaitReady} takes seconds, in which the caller can start something
     * else.
     *
     * @param directory where the registry keeps its database and log; created if it is new
     * @param port port for clients, or 0 for any free port
     * @throws EmbeddedClusterException if the port is in use, or the build has not unpacked the registry
     */
    public static EmbeddedRegistry launch(Path directory, int port) {
        RegistryDistribution distribution = RegistryDistribution.locate();
        int httpPort = LoopbackPorts.require(port, "--registry-port");
        try {
            PrivateDirectory.createPart(directory);
            List<String> command = new ArrayList<>(options(directory, httpPort));
            Optional.ofNullable(System.getProperty(OPTION_PROPERTY)).ifPresent(command::add);
            access(httpPort).forEach((key, value) -> command.add("-D" + key + "=" + value));
            command.addAll(program(distribution));
            ProcessBuilder child =
                    new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
            // relative, so that no character of the directory's name is taken for a part of the URL; each registration
            // is on disk before it is answered, since an id given out twice would make records unreadable
            child.environment().put("REGISTRY_DATASOURCE_URL", "jdbc:h2:file:./registry;WRITE_DELAY=0");
            return new EmbeddedRegistry(
                    directory, child.start(), "http://" + LoopbackPorts.HOST + ":" + httpPort + API);
        } catch (IOException e) {
            throw new EmbeddedClusterException(
                    "the Schema Registry's process could not be started in " + directory + ": " + e.getMessage(), e);
        }
    }

    /**
     * Waits until the registry answers, and sets its compatibility.
     *
     * @param patience how long to wait before giving up
     * @throws EmbeddedClusterException if the child ends or does not answer in time, with its last output
     */
    public void awaitReady(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            while (!answers()) {
                // waits for the child's end, so that it is detected at once
                if (process.waitFor(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw failure("ended with exit code " + process.exitValue() + " before it answered");
                }
                if (System.nanoTime() - deadline > 0) {
                    throw failure("did not answer within " + patience.toSeconds() + " s");
                }
            }
            // null: for every subject without a setting of its own; the server's default is NONE
            new RestService(url).updateCompatibility("BACKWARD", null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedClusterException("interrupted while the Schema Registry was starting", e);
        } catch (IOException | RestClientException e) {
            throw new EmbeddedClusterException(
                    "the Schema Registry refused to set its compatibility: " + e.getMessage(), e);
        }
    }

    /** For {@code schema.registry.url}: the URL that the Confluent client expects. */
    public String url() {
        return url;
    }

    /** Asks the child to end, and returns at once. */
    void beginClose() {
        process.destroy();
    }

    /** Ends the child and waits until it has ended; later calls do nothing. */
    @Override
    public void close() {
        beginClose();
        try {
            if (!process.waitFor(closePatience().toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static Duration closePatience() {
        String option = System.getProperty(OPTION_PROPERTY, "");
        return option.contains("ArchiveClassesAtExit") || option.contains("AOTCacheOutput")
                ? ARCHIVE_PATIENCE
                : CLOSE_PATIENCE;
    }

    /** Kills the child, as a crash would, and waits until it has ended; the directory can be used again. */
    public void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> options(Path directory, int port) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // it holds 20 MB; it never gets hot enough for the second compiler or a parallel collector to pay off
                "-Xmx96m",
                "-Xms24m",
                "-Xmn8m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.http.host=" + LoopbackPorts.HOST,
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.datasource.jdbc.initial-size=1",
                "-Dquarkus.datasource.jdbc.min-size=1",
                "-Dquarkus.log.file.enable=true",
                "-Dquarkus.log.file.path=registry.log",
                "-Dquarkus.log.file.rotation.max-file-size=1M",
                "-Dquarkus.log.file.rotation.max-backup-index=1",
                // Vert.x leaves a directory there that everybody may write to
                "-Djava.io.tmpdir=" + directory.toAbsolutePath());
    }

    /**
     * Who may do what: other programs of this machine may read and register schemas and set compatibility, as the
     * Confluent client does. Nobody may delete, use Apicurio's other interfaces, or ask from a web page of another site.
     */
    private static Map<String, String> access(int port) {
        String rest = "quarkus.http.auth.permission.rest.";
        String confluent = "quarkus.http.auth.permission.confluent.";
        return Map.of(
                rest + "paths",
                "/*",
                rest + "policy",
                "deny",
                confluent + "paths",
                API + "/*",
                confluent + "methods",
                "GET,POST,PUT",
                confluent + "policy",
                "permit",
                "quarkus.http.cors.origins",
                "http://" + LoopbackPorts.HOST + ":" + port);
    }

    private static List<String> program(RegistryDistribution distribution) {
        return List.of("-cp", distribution.classPath(), DieWithParent.class.getName(), distribution.mainClass());
    }

    /** Whether it serves requests: a port is open long before that. */
    private boolean answers() {
        try {
            // not java.net.http, which first sets up TLS
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url + "/subjects").toURL().openConnection();
            connection.setConnectTimeout((int) ANSWER_PATIENCE.toMillis());
            connection.setReadTimeout((int) ANSWER_PATIENCE.toMillis());
            try (InputStream answer = connection.getInputStream()) {
                answer.transferTo(OutputStream.nullOutputStream());
            }
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }

    private EmbeddedClusterException failure(String what) throws InterruptedException {
        close();
        return new EmbeddedClusterException("the Schema Registry in " + directory + " " + what
                + " (its own log is registry.log there). Its last output:" + System.lineSeparator()
                + output.lines(1000));
    }
}
