package io.wordtide.cli.terminal;

import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at where files are to be written before the work begins that would be lost if they cannot be. */
public final class OutputFiles {

    private OutputFiles() {}

    /** @throws CommandException if there is no directory to write the file in, or there is a directory in its place */
    public static void requirePlaceFor(Path file) {
        if (Files.isDirectory(file)) {
            throw new CommandException(
                    "expected the name of a file to write, found the directory " + file + "; name a file in it");
        }
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new CommandException("expected a directory to write " + file + " in, found none; make it first");
        }
        if (!Files.isWritable(directory)) {
            throw new CommandException("expected a directory that can be written to for " + file + ", found "
                    + directory + "; name another file");
        }
    }

    /** @throws CommandException if the file exists, or there is no place for it */
    public static void requireNew(Path file) {
        requirePlaceFor(file);
        if (Files.exists(file)) {
            throw new CommandException(
                    "expected a file that does not exist, found " + file + "; give another name, or remove it");
        }
    }
}
