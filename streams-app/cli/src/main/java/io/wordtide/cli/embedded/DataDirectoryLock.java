package io.wordtide.cli.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The right to use a data directory, held by one process at a time. The operating system releases it when the process
 * ends, so a lock never has to be removed by hand. Thread-safe.
 */
final class DataDirectoryLock implements AutoCloseable {

    private static final String FILE = "wordtide.lock";

    /** Checked first: on POSIX, closing any channel on a file releases every lock this process holds on it. */
    private static final Set<Path> HELD_BY_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private DataDirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * @param directory an existing directory
     * @return the lock, or null if somebody else holds it
     * @throws IOException if the directory cannot be written to
     */
    static @Nullable DataDirectoryLock tryAcquire(Path directory) throws IOException {
        Path realDirectory = directory.toRealPath();
        if (!HELD_BY_THIS_PROCESS.add(realDirectory)) {
            return null;
        }
        FileLock lock = null;
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    realDirectory.resolve(FILE),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
            lock = channel.tryLock();
            return lock == null ? null : new DataDirectoryLock(realDirectory, channel);
        } finally {
            if (lock == null) {
                release(realDirectory, channel);
            }
        }
    }

    @Override
    public void close() throws IOException {
        release(directory, channel);
    }

    private static void release(Path directory, @Nullable FileChannel channel) throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            HELD_BY_THIS_PROCESS.remove(directory);
        }
    }
}
