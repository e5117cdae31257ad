package io.wordtide.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.cli.embedded.EmbeddedCluster.Addresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterFileTest {

    @TempDir
    private Path directory;

    @Test
    void shouldReadWhatItWrites() throws IOException {
        // Given: somebody answers there
        try (ServerSocket broker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Addresses addresses =
                    new Addresses("127.0.0.1:" + broker.getLocalPort(), "http://127.0.0.1:2/apis/ccompat/v7");

            // When
            new ClusterFile(directory).write(addresses);

            // Then: each line can be copied as it is
            assertThat(directory.resolve("cluster.properties"))
                    .content()
                    .contains(
                            "\nbootstrap.servers=" + addresses.bootstrapServers() + "\n",
                            "\nschema.registry.url=http://127.0.0.1:2/apis/ccompat/v7\n");
            assertThat(new ClusterFile(directory).readIfRunning()).contains(addresses);
        }
    }

    @Test
    void shouldReadAFileThatAnEarlierReleaseWrote() throws IOException {
        // Given: with escapes
        try (ServerSocket broker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Files.writeString(directory.resolve("cluster.properties"), """
                    #Written by Wordtide while its embedded cluster runs; do not edit.
                    bootstrap.servers=127.0.0.1\\:%d
                    schema.registry.url=http\\://127.0.0.1\\:2/apis/ccompat/v7
                    wordtide.process.id=%d
                    """.formatted(
                            broker.getLocalPort(), ProcessHandle.current().pid()));

            // When, Then
            assertThat(new ClusterFile(directory).readIfRunning())
                    .contains(
                            new Addresses("127.0.0.1:" + broker.getLocalPort(), "http://127.0.0.1:2/apis/ccompat/v7"));
        }
    }
}
