package io.wordtide.cli.sink;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A time in which nothing can be written: waits between attempts, and reports it at once, once a minute, and when it ends. */
final class Outage {

    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final Duration REPORT_INTERVAL = Duration.ofMinutes(1);

    private final CountDownLatch stopped;
    private final Consumer<String> messages;

    private Duration wait = FIRST_WAIT;
    private boolean ongoing;
    private long reportedNanos;

    /** @param stopped ends a wait when it is counted down */
    Outage(CountDownLatch stopped, Consumer<String> messages) {
        this.stopped = stopped;
        this.messages = messages;
    }

    /** Waits until the next attempt. */
    void await(String reason) {
        long now = System.nanoTime();
        if (!ongoing || now - reportedNanos >= REPORT_INTERVAL.toNanos()) {
            messages.accept("waiting, will try again: " + reason);
            reportedNanos = now;
        }
        ongoing = true;
        try {
            if (stopped.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped.countDown();
        }
        wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
    }

    /** An attempt succeeded. */
    void over() {
        if (ongoing) {
            messages.accept("writing again");
        }
        ongoing = false;
        wait = FIRST_WAIT;
    }
}
