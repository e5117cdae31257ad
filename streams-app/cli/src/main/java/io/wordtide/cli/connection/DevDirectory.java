package io.wordtide.cli.connection;

import java.nio.file.Files;
import java.nio.file.Path;

/** The data directory of {@code dev}. */
public final class DevDirectory {

    private DevDirectory() {}

    /** The directory of a {@code dev} without {@code --data-dir}: one per user, in the temporary directory. */
    public static Path usual() {
        return Path.of(System.getProperty("java.io.tmpdir"), "wordtide-" + System.getProperty("user.name"), "dev");
    }

    /** Whether a {@code dev} has ever run there. */
    public static boolean holdsCluster(Path directory) {
        return Files.isDirectory(directory.resolve("broker"));
    }
}
