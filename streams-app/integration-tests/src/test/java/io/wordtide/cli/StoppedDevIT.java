package io.wordtide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.cli.embedded.EmbeddedCluster;
import io.wordtide.testing.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoppedDevIT {

    @TempDir
    private Path directory;

    @Test
    void shouldOpenWhatWasLeftBehindWhenNoClusterRunsThere() throws IOException {
        // Given: a cluster with topics, that has been stopped
        String dataDirectory = "--data-dir=" + directory.resolve("dev");
        try (EmbeddedCluster cluster = EmbeddedCluster.start(directory.resolve("dev"))) {
            assertThat(EmbeddedCluster.running(cluster.dataDirectory())).isPresent();
            assertThat(Console.run(Main::run, "topics", "create", dataDirectory).exitCode())
                    .isZero();
        }
        Path file = Files.writeString(directory.resolve("a.jsonl"), "{\"id\": \"a\", \"text\": \"oil\"}\n");

        // When
        Console ingested = Console.run(Main::run, "ingest", file.toString(), dataDirectory);

        // Then
        assertThat(ingested.out()).startsWith("1 documents sent to wordtide.documents");
        assertThat(ingested.err()).startsWith("Opening the stopped dev in ");
        assertThat(EmbeddedCluster.running(directory.resolve("dev"))).isEmpty();
    }
}
