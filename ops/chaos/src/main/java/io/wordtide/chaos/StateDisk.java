package io.wordtide.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A small file system in memory, on which the application keeps its state, and which can be filled up. Only root can
 * mount one. For one thread.
 */
final class StateDisk implements AutoCloseable {

    /** Twice what state and its compaction have been observed to take. */
    private static final String SIZE = "512m";

    private static final int BLOCK_BYTES = 64 << 10;

    private final Path directory;
    private final Path ballast;
    private @Nullable Thread filler;
    private volatile boolean filling;

    private StateDisk(Path directory) {
        this.directory = directory;
        this.ballast = directory.resolve("ballast");
    }

    /** Mounts one on a directory, which it creates; empty if this user may not. */
    static Optional<StateDisk> mount(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create " + directory, e);
        }
        return run(List.of("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "wordtide-chaos", directory.toString()))
                ? Optional.of(new StateDisk(directory))
                : Optional.empty();
    }

    /** Occupies every byte that is free or becomes free, until {@link #free}. */
    void fill() {
        filling = true;
        Thread thread = new Thread(this::keepFull, "chaos-filler");
        thread.setDaemon(true);
        filler = thread;
        thread.start();
    }

    /** Frees the space. */
    void free() {
        filling = false;
        Thread thread = filler;
        filler = null;
        try {
            if (thread != null) {
                thread.join();
            }
            Files.deleteIfExists(ballast);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + ballast, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** To be called when it is no longer in use. */
    @Override
    public void close() {
        free();
        // lazily: a file that is still open somewhere must not keep it mounted
        run(List.of("umount", "-l", directory.toString()));
    }

    private void keepFull() {
        byte[] block = new byte[BLOCK_BYTES];
        while (filling) {
            try (OutputStream out =
                    Files.newOutputStream(ballast, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                while (filling) {
                    out.write(block);
                }
            } catch (IOException e) {
                // full; something may be deleted a little later
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
            }
        }
    }

    private static boolean run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
