package io.wordtide.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.cli.embedded.EmbeddedClusterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevDirectoryTest {

    private static final Path HOMELESS = Path.of("/temporary/wordtide-you");

    @TempDir
    private Path folder;

    @Test
    void shouldBeInTheStateDirectoryThatTheEnvironmentNames() {
        assertThat(DevDirectory.usual(folder + "/state", folder, HOMELESS))
                .isEqualTo(folder.resolve("state/wordtide/dev"));
    }

    @Test
    void shouldBeInTheHomeDirectoryWhenTheEnvironmentNamesNothingAbsolute() {
        assertThat(DevDirectory.usual(null, folder, HOMELESS)).isEqualTo(folder.resolve(".local/state/wordtide/dev"));
        assertThat(DevDirectory.usual("", folder, HOMELESS)).isEqualTo(folder.resolve(".local/state/wordtide/dev"));
    }

    @Test
    void shouldBeInTheTemporaryDirectoryWhenTheUserHasNoHome() {
        // the JVM says "?" for a user without an entry in the list of users
        assertThat(DevDirectory.usual(null, Path.of("?"), HOMELESS)).isEqualTo(HOMELESS);
        assertThat(DevDirectory.usual(null, folder.resolve("none"), HOMELESS)).isEqualTo(HOMELESS);
    }

    @Test
    void shouldEmptyTheDirectoryOfTheLastDev() throws IOException {
        // Given
        Path directory = Files.createDirectory(folder.resolve("dev"));
        Files.createDirectories(directory.resolve("broker/topic-0"));

        // When
        DevDirectory.emptied(directory);

        // Then
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void shouldLeaveWhatALinkLeadsToAsItIs() throws IOException {
        // Given
        Path precious = Files.createDirectory(folder.resolve("precious"));
        Files.writeString(precious.resolve("file"), "precious");
        Path link = Files.createSymbolicLink(folder.resolve("dev"), precious);

        // When, Then
        assertThatThrownBy(() -> DevDirectory.emptied(link))
                .isInstanceOf(EmbeddedClusterException.class)
                .hasMessageContaining("found a symbolic link");
        assertThat(precious.resolve("file")).hasContent("precious");
        assertThat(link).isSymbolicLink();
    }

    @Test
    void shouldNotBelieveADirectoryThatOthersCanWriteTo() throws IOException {
        // Given: addresses that somebody else may have planted
        Path directory = Files.createDirectory(folder.resolve("dev"));
        Files.writeString(directory.resolve("cluster.properties"), "bootstrap.servers=127.0.0.1:1\n");
        Files.setAttribute(directory, "unix:mode", 0777);

        // When, Then
        assertThatThrownBy(() -> DevDirectory.emptied(directory))
                .isInstanceOf(EmbeddedClusterException.class)
                .hasMessageContaining("found one with mode rwxrwxrwx");
        assertThat(directory.resolve("cluster.properties")).exists();
    }
}
