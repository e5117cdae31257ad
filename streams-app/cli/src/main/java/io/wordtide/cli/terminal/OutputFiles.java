package io.wordtide.cli.terminal;

import java.nio.file.Files;
import java.nio.file.Path;

/** Checks that output files can be written before the work begins that would be lost otherwise. */
public final class OutputFiles {

    private OutputFiles() {}

    /** @throws CommandException if the directory to write in does not exist, or the file is a directory */
    public static void requirePlaceFor(Path file) {
        if (Files.isDirectory(file)) {
            throw new CommandException(
                    "expected the name of a file to write, found the directory " + file + "; name a file in it");
        }
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new CommandException("expected a directory to write " + file + " in, found none; create it first");
        }
        if (!Files.isWritable(directory)) {
            throw new CommandException(
                    "expected a writable directory for " + file + ", found " + directory + "; name another file");
        }
    }

    /** @throws CommandException if the file exists or cannot be created there */
    public static void requireNew(Path file) {
        requirePlaceFor(file);
        if (Files.exists(file)) {
            throw new CommandException(
                    "expected a file that does not exist, found " + file + "; choose another name, or remove it");
        }
    }
}
