package io.wordtide.cli.dev;

import io.wordtide.ingest.ArrivedInput;
import io.wordtide.ingest.ArrivedRecords;
import io.wordtide.ingest.DocumentSource;
import io.wordtide.ingest.Ingester;
import io.wordtide.ingest.InputMarks;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Feeds the stream from its inputs, one after the other, on a thread of its own; records that arrived on an earlier run
 * are not sent again. Thread-safe.
 */
final class Feeder implements AutoCloseable {

    private final List<Feed> feeds;
    private final ArrivedRecords arrived;
    private final Ingester ingester;
    private final Consumer<String> notices;
    private final Thread thread;
    private volatile boolean closing;
    private volatile @Nullable Exception failure;

    /**
     * Begins to feed.
     *
     * @param ingester owned by the feeder from now on
     * @param notices receives, on the feeder's thread, a line about each input of which records had arrived
     */
    Feeder(List<Feed> feeds, ArrivedRecords arrived, Ingester ingester, Consumer<String> notices) {
        this.feeds = List.copyOf(feeds);
        this.arrived = arrived;
        this.ingester = ingester;
        this.notices = notices;
        this.thread = new Thread(this::run, "feeder");
        thread.start();
    }

    /** Whether feeding has ended, for whatever reason. */
    boolean isDone() {
        return !thread.isAlive();
    }

    /** Throws the error that ended the feeding early, if any. */
    void throwFailure() throws IOException {
        Exception found = failure;
        if (found instanceof IOException e) {
            throw e;
        }
        if (found instanceof RuntimeException e) {
            throw e;
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
            feedAll();
        } catch (IOException e) {
            failure = e;
        } catch (RuntimeException e) {
            // else it would end the thread and nothing else; while closing, the closed producer throws some
            failure = closing ? null : e;
        }
    }

    private void feedAll() throws IOException {
        try {
            for (Feed feed : feeds) {
                if (closing) {
                    return;
                }
                feed(feed);
            }
        } finally {
            ingester.flush();
        }
    }

    private void feed(Feed feed) throws IOException {
        ArrivedInput input = arrived.of(feed.name());
        InputMarks.ByNumber marks =
                feed.isPipe() ? InputMarks.ofPipe(feed.name(), input) : InputMarks.byNumber(feed.name(), input);
        try (DocumentSource source = feed.opener().open(input.size())) {
            ingester.send(source, marks, counts -> {});
        }
        if (!closing) {
            notice(feed, marks);
        }
    }

    private void notice(Feed feed, InputMarks.ByNumber marks) {
        if (marks.passedOverCount() == 0 && marks.replacingCount() == 0) {
            return;
        }
        String replaced = marks.replacingCount() == 0 || feed.isPipe()
                ? ""
                : ", %,d of them in place of other records: the file has changed".formatted(marks.replacingCount());
        notices.accept("%s: %,d records arrived on an earlier run and were not sent again; %,d were sent%s"
                .formatted(feed.name(), marks.passedOverCount(), marks.markedCount(), replaced));
    }
}
