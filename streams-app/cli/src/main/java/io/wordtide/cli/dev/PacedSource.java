package io.wordtide.cli.dev;

import io.wordtide.ingest.DocumentSource;
import io.wordtide.ingest.ReadResult;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A source that yields its records no faster than at a steady pace. For one thread. */
final class PacedSource implements DocumentSource {

    private final DocumentSource source;
    private final long intervalNanos;
    private long unpacedCount;
    private final LongSupplier nanoTime;
    private final LongConsumer park;
    private long nextNanos;

    /**
     * @param documentsPerSecond at least 1
     * @param unpacedCount records at the beginning that are yielded without waiting
     */
    PacedSource(DocumentSource source, int documentsPerSecond, long unpacedCount) {
        this(source, documentsPerSecond, unpacedCount, System::nanoTime, LockSupport::parkNanos);
    }

    /**
     * As above, with another clock.
     *
     * @param park waits for that many nanoseconds, or less
     */
    PacedSource(
            DocumentSource source,
            int documentsPerSecond,
            long unpacedCount,
            LongSupplier nanoTime,
            LongConsumer park) {
        this.source = source;
        this.intervalNanos = 1_000_000_000L / documentsPerSecond;
        this.unpacedCount = unpacedCount;
        this.nanoTime = nanoTime;
        this.park = park;
        this.nextNanos = nanoTime.getAsLong();
    }

    /** Waits until the record is due; an interrupt ends the wait and is kept. */
    @Override
    public @Nullable ReadResult next() throws IOException {
        if (unpacedCount > 0) {
            unpacedCount--;
            return source.next();
        }
        nextNanos = Math.max(nextNanos + intervalNanos, nanoTime.getAsLong() - intervalNanos);
        long wait = nextNanos - nanoTime.getAsLong();
        while (wait > 0 && !Thread.currentThread().isInterrupted()) {
            park.accept(wait);
            wait = nextNanos - nanoTime.getAsLong();
        }
        return source.next();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
