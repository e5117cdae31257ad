package io.wordtide.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateDirectoryTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void requireUnix() {
        assumeThat(folder.getFileSystem().supportedFileAttributeViews())
                .as("file systems with Unix modes")
                .contains("unix");
    }

    @Test
    void shouldBeReadableByItsUserAloneWhenNew() throws IOException {
        // Given
        Path above = folder.resolve("state/wordtide");
        Path directory = above.resolve("dev");

        // When
        PrivateDirectory.create(directory);

        // Then
        assertThat(mode(directory)).isEqualTo("rwx------");
        assertThat(mode(above)).isEqualTo("rwx------");
    }

    @Test
    void shouldTakeTheRightsOfOthersAwayWhenItExists() throws IOException {
        // Given: as releases before this one left it
        Path directory = directory("dev", "rwxr-xr-x");

        // When
        PrivateDirectory.create(directory);

        // Then
        assertThat(mode(directory)).isEqualTo("rwx------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwxrwx", "rwxrwxr-x", "rwx----w-"})
    void shouldRefuseADirectoryThatOthersCanWriteTo(String mode) throws IOException {
        // Given
        Path directory = directory("dev", mode);

        // When, Then
        assertThatThrownBy(() -> EmbeddedCluster.running(directory))
                .isInstanceOf(EmbeddedClusterException.class)
                .hasMessage(
                        "expected a data directory that only you can write to at %1$s, found one with mode %2$s;"
                                + " if you trust what it holds, run: chmod go-w '%1$s'.",
                        directory, mode);
        assertThat(mode(directory)).isEqualTo(mode);
    }

    @Test
    void shouldRefuseALinkWhateverItLeadsTo() throws IOException {
        // Given
        Path link = Files.createSymbolicLink(folder.resolve("dev"), directory("elsewhere", "rwx------"));

        // When, Then
        assertThatThrownBy(() -> EmbeddedCluster.running(link))
                .isInstanceOf(EmbeddedClusterException.class)
                .hasMessage(
                        "expected a data directory that only you can write to at %s, found a symbolic link; name the"
                                + " directory that it leads to with --data-dir.",
                        link);
    }

    @Test
    void shouldRefuseADirectoryOfAnotherUser() throws IOException {
        // Given: only root can make one
        Path directory = directory("dev", "rwxr-xr-x");
        assumeThat(Files.getAttribute(directory, "unix:uid")).as("user id").isEqualTo(0);
        Files.setAttribute(directory, "unix:uid", 12_345);

        // When, Then
        assertThatThrownBy(() -> PrivateDirectory.create(directory))
                .isInstanceOf(EmbeddedClusterException.class)
                .hasMessage(
                        "expected a data directory that only you can write to at %s, found one of user 12345; remove it,"
                                + " or choose another with --data-dir.",
                        directory);
    }

    @Test
    void shouldRefuseADirectoryThatEverybodyMayReplace() throws IOException {
        // Given
        Path above = directory("open", "rwxrwxrwx");
        Path directory = Files.createDirectory(
                above.resolve("dev"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));

        // When, Then
        assertThatThrownBy(() -> PrivateDirectory.create(directory))
                .isInstanceOf(EmbeddedClusterException.class)
                .hasMessageContaining("found one in %s, where everybody may replace it", above.toRealPath());
    }

    @Test
    void shouldAcceptADirectoryInOneWithTheStickyBit() throws IOException {
        // Given: as in /tmp
        Path above = directory("open", "rwxrwxrwx");
        Files.setAttribute(above, "unix:mode", 01777);

        // When
        PrivateDirectory.create(above.resolve("dev"));

        // Then
        assertThat(mode(above.resolve("dev"))).isEqualTo("rwx------");
    }

    @Test
    void shouldWriteTheAddressesForThisUserAloneAndNotThroughALink() throws IOException {
        // Given
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        Path directory = directory("dev", "rwx------");
        Files.createSymbolicLink(directory.resolve("cluster.properties.part"), victim);

        // When
        new ClusterFile(directory).write(new EmbeddedCluster.Addresses("127.0.0.1:1", "http://127.0.0.1:2"));

        // Then
        assertThat(victim).hasContent("precious");
        Path file = directory.resolve("cluster.properties");
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(file).isRegularFile().content().contains("bootstrap.servers=127.0.0.1:1");
    }

    private Path directory(String name, String mode) throws IOException {
        Path directory = Files.createDirectory(folder.resolve(name));
        // not with the call that creates it: that would be subject to the umask
        return Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
