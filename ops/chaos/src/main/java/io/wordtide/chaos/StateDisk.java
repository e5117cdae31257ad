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
 * A small file system in memory, on which the application keeps its state, and which can be filled up. Mounting one
 * takes root. For one thread.
 */
final class StateDisk implements AutoCloseable {

    /** Twice what state and its compaction were seen to take. */
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

    /** Mounts one on a directory, which is made; empty if this user may not. */
    static Optional<StateDisk> mount(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + directory, e);
        }
        return run(List.of("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "wordtide-chaos", directory.toString()))
                ? Optional.of(new StateDisk(directory))
                : Optional.empty();
    }

    /** Takes every byte that is free, and every one that becomes free, until {@link #free}. */
    void fill() {
        filling = true;
        Thread thread = new Thread(this::keepFull, "chaos-filler");
        thread.setDaemon(true);
        filler = thread;
        thread.start();
    }

    /** Gives the room back. */
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

    /** To be called when nobody uses it any more. */
    @Override
    public void close() {
        free();
        // lazily: a file that is still open somewhere must not keep the mount in place
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
                // full; a little later somebody may have deleted something
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
