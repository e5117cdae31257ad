package io.wordtide.cli.dev;

import io.wordtide.ingest.ArrivedRecords;
import io.wordtide.ingest.DocumentSource;
import io.wordtide.ingest.Ingester;
import io.wordtide.ingest.InputMarks;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Feeds the stream from its inputs, one after the other, on a thread of its own; records that arrived on an earlier run
 * are not sent again. Thread-safe.
 */
final class Feeder implements AutoCloseable {

    private final List<Feed> feeds;
    private final ArrivedRecords arrived;
    private final Ingester ingester;
    private final Thread thread;
    private volatile boolean closing;
    private volatile @Nullable IOException failure;

    /** @param ingester owned by the feeder from now on */
    Feeder(List<Feed> feeds, ArrivedRecords arrived, Ingester ingester) {
        this.feeds = List.copyOf(feeds);
        this.arrived = arrived;
        this.ingester = ingester;
        this.thread = new Thread(this::run, "feeder");
        thread.start();
    }

    /** Whether feeding has ended, for whatever reason. */
    boolean isDone() {
        return !thread.isAlive();
    }

    /** Throws the error that ended the feeding early, if any. */
    void throwFailure() throws IOException {
        IOException found = failure;
        if (found != null) {
            throw found;
        }
    }

    /** Records on the topics by now: those found there, and those fed and acknowledged since. */
    long recordCount() {
        return arrived.recordCount() + fedCount();
    }

    /** Records fed and acknowledged since the start. */
    long fedCount() {
        return ingester.counts().total();
    }

    /** Ends after the current record; everything that was handed over is acknowledged. */
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        ingester.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            for (Feed feed : feeds) {
                if (closing) {
                    return;
                }
                feed(feed);
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    private void feed(Feed feed) throws IOException {
        BitSet numbers = arrived.of(feed.name());
        try (DocumentSource source = feed.opener().open(numbers.cardinality())) {
            ingester.ingest(source, InputMarks.byNumber(feed.name(), numbers), counts -> {});
        }
    }
}
