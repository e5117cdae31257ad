package io.wordtide.cli.dev;

import io.wordtide.ingest.DocumentSource;
import io.wordtide.ingest.ReadResult;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A source that gives its records no faster than at a steady pace. For one thread. */
final class PacedSource implements DocumentSource {

    private final DocumentSource source;
    private final long intervalNanos;
    private long unpacedCount;
    private long nextNanos = System.nanoTime();

    /**
     * @param documentsPerSecond at least 1
     * @param unpacedCount records at the beginning that come without waiting
     */
    PacedSource(DocumentSource source, int documentsPerSecond, long unpacedCount) {
        this.source = source;
        this.intervalNanos = 1_000_000_000L / documentsPerSecond;
        this.unpacedCount = unpacedCount;
    }

    /** Waits for the record's time; an interrupt ends the waiting and is kept. */
    @Override
    public @Nullable ReadResult next() throws IOException {
        if (unpacedCount > 0) {
            unpacedCount--;
            return source.next();
        }
        nextNanos = Math.max(nextNanos + intervalNanos, System.nanoTime() - intervalNanos);
        long wait = nextNanos - System.nanoTime();
        while (wait > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(wait);
            wait = nextNanos - System.nanoTime();
        }
        return source.next();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
