package io.wordtide.streams.processor;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells all tasks of a process that no more documents will come, so that they need not wait for any. Each task sees each
 * announcement once, and none that was made before the task began. Thread-safe.
 */
public final class EndOfInput {

    private final AtomicLong count = new AtomicLong();

    /** Announces it. More documents may come all the same; they wait for their mini-batch as usual. */
    public void reached() {
        count.incrementAndGet();
    }

    /** Number of announcements so far. */
    long count() {
        return count.get();
    }
}
