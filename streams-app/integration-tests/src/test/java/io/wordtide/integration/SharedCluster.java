package io.wordtide.integration;

import io.wordtide.cli.embedded.EmbeddedCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * The cluster that all integration tests of a run share: started on first use, in a temporary directory,
 * closed and deleted when the run ends ({@link IntegrationSession}). Thread-safe.
 */
public final class SharedCluster {

    private static @Nullable EmbeddedCluster cluster;

    private SharedCluster() {}

    /** The running cluster; not to be closed by the test. */
    public static synchronized EmbeddedCluster get() {
        EmbeddedCluster running = cluster;
        if (running == null) {
            running = EmbeddedCluster.start(temporaryDirectory());
            cluster = running;
        }
        return running;
    }

    static synchronized void close() {
        EmbeddedCluster running = cluster;
        cluster = null;
        if (running != null) {
            running.close();
            delete(running.dataDirectory());
        }
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("wordtide-shared-cluster-");
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary directory for the shared cluster", e);
        }
    }

    private static void delete(Path directory) {
        try {
            Utils.delete(directory.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException("the shared cluster's directory " + directory + " stays behind", e);
        }
    }
}
