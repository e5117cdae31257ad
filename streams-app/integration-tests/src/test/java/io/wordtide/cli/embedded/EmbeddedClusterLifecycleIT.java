package io.wordtide.cli.embedded;

import static io.wordtide.cli.embedded.WordRecords.word;
import static io.wordtide.testing.Patience.LONGEST_WAIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting, failing to start, and starting again; each test has its own directory. */
class EmbeddedClusterLifecycleIT {

    @TempDir
    private Path directory;

    @Test
    void shouldContinueWhereItEnded() throws Exception {
        // Given
        int schemaId;
        try (EmbeddedCluster first = EmbeddedCluster.start(directory)) {
            WordRecords words = new WordRecords(first, "restart");
            words.createTopic();
            words.write(true, word("oil"));
            schemaId = words.registry().getLatestSchemaMetadata(words.subject()).getId();
        }
        assertThat(EmbeddedCluster.running(directory)).isEmpty();

        // When
        try (EmbeddedCluster second = EmbeddedCluster.start(directory)) {
            WordRecords words = new WordRecords(second, "restart");
            words.write(true, word("wheat"));

            // Then
            assertThat(words.read()).containsExactly(word("oil"), word("wheat"));
            assertThat(words.registry().getLatestSchemaMetadata(words.subject()).getId())
                    .isEqualTo(schemaId);
        }
    }

    @Test
    void shouldNamePortAndOptionAndLeaveNothingBehindWhenThePortIsInUse() throws Exception {
        // Given
        Set<Long> before = children();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {

            // When, Then
            assertThatThrownBy(() -> EmbeddedCluster.start(directory, taken.getLocalPort(), 0))
                    .isInstanceOf(EmbeddedClusterException.class)
                    .hasMessage(
                            "port %d of 127.0.0.1 cannot be listened on (Address already in use): stop what uses it, or"
                                    + " choose another with --port (0 takes any free one).",
                            taken.getLocalPort());
        }
        assertThat(children()).isEqualTo(before);
        assertThat(directory.resolve("broker")).doesNotExist();
        assertThat(DataDirectoryLock.tryAcquire(directory)).isNotNull().satisfies(DataDirectoryLock::close);
    }

    @Test
    void shouldShowTheRegistrysLastOutputWhenItDoesNotStart() throws Exception {
        // Given
        Path registry = Files.createDirectories(directory.resolve("registry"));
        Files.writeString(registry.resolve("registry.mv.db"), "not a database");

        // When, Then
        try (EmbeddedRegistry damaged = EmbeddedRegistry.launch(registry, 0)) {
            assertThatThrownBy(() -> damaged.awaitReady(LONGEST_WAIT))
                    .isInstanceOf(EmbeddedClusterException.class)
                    .hasMessageStartingWith(
                            "the Schema Registry in %s ended with exit code 1 before it answered (its own log is"
                                    + " registry.log there). Its last output:",
                            registry)
                    .hasMessageContaining("Caused by: org.h2.mvstore.MVStoreException")
                    .hasMessageNotContaining("\tat ");
        }
    }

    @Test
    void shouldRefuseAFileForADirectory() throws Exception {
        // Given
        Path file = Files.createFile(directory.resolve("file"));

        // When, Then
        assertThatThrownBy(() -> EmbeddedCluster.start(file))
                .isInstanceOf(EmbeddedClusterException.class)
                .hasMessageContaining(file.toString())
                .hasMessageEndingWith(
                        "expected a directory that this user may write to. Choose another with --data-dir.");
    }

    private static Set<Long> children() {
        return ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
    }
}
