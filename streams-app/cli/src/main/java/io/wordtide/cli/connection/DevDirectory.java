package io.wordtide.cli.connection;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where {@code dev} keeps its cluster. */
public final class DevDirectory {

    private DevDirectory() {}

    /** The directory of a {@code dev} that was not told another: one per user, below the temporary directory. */
    public static Path usual() {
        return Path.of(System.getProperty("java.io.tmpdir"), "wordtide-" + System.getProperty("user.name"), "dev");
    }

    /** Whether a {@code dev} has ever run there. */
    public static boolean holdsCluster(Path directory) {
        return Files.isDirectory(directory.resolve("broker"));
    }
}
