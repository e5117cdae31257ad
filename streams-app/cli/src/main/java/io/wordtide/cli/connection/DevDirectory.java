package io.wordtide.cli.connection;

import io.wordtide.cli.embedded.EmbeddedCluster;
import io.wordtide.cli.embedded.PrivateDirectory;
import io.wordtide.cli.terminal.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** The data directory of {@code dev}. */
public final class DevDirectory {

    private DevDirectory() {}

    /**
     * The directory of a {@code dev} without {@code --data-dir}: {@code wordtide/dev} below {@code XDG_STATE_HOME} or
     * {@code ~/.local/state}, or, for a user without a home, {@code wordtide-USER} in the temporary directory.
     */
    public static Path usual() {
        return usual(
                System.getenv("XDG_STATE_HOME"),
                Path.of(System.getProperty("user.home")),
                Path.of(System.getProperty("java.io.tmpdir"), "wordtide-" + System.getProperty("user.name")));
    }

    /**
     * As {@link #usual()}.
     *
     * @param stateHome as the XDG Base Directory Specification has it: ignored if it is not absolute
     * @param home ignored if this user cannot write there
     * @param homeless for a user without either
     */
    static Path usual(@Nullable String stateHome, Path home, Path homeless) {
        if (stateHome != null && Path.of(stateHome).isAbsolute()) {
            return Path.of(stateHome, "wordtide", "dev");
        }
        return home.isAbsolute() && Files.isWritable(home) ? home.resolve(".local/state/wordtide/dev") : homeless;
    }

    /**
     * Empties a directory for a new {@code dev}, or creates it.
     *
     * @throws CommandException if a cluster is running there
     * @throws io.wordtide.cli.embedded.EmbeddedClusterException if another user could have written to it; it is left as
     *     it is
     */
    public static Path emptied(Path directory) throws IOException {
        EmbeddedCluster.running(directory).ifPresent(addresses -> {
            throw new CommandException(
                    "another dev is running in %s (broker at %s): stop it, or choose another directory with --data-dir"
                            .formatted(directory, addresses.bootstrapServers()));
        });
        Utils.delete(directory.toFile());
        PrivateDirectory.create(directory);
        return directory;
    }

    /** Whether a {@code dev} has ever run there. */
    public static boolean holdsCluster(Path directory) {
        return Files.isDirectory(directory.resolve("broker"));
    }
}
