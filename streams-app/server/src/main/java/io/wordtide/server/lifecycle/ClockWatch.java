package io.wordtide.server.lifecycle;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Detects that the wall clock was put back while the program ran. Kafka's clients and Kafka Streams measure most waits on
 * the wall clock: after it was put back, commits, heartbeats and polls wait until the clock shows the old time again. They
 * recover by themselves when it is put forward.
 *
 * <p>Compares the wall clock once a second with the clock that only measures intervals; that the two drift apart slowly
 * is normal. Thread-safe.
 */
public final class ClockWatch implements AutoCloseable {

    private static final long LOOK_INTERVAL_MS = 1_000;

    private final CountDownLatch closed = new CountDownLatch(1);

    private ClockWatch() {}

    /**
     * Begins, on a daemon thread.
     *
     * @param tolerance steps up to this are ignored
     * @param onStep called once with the size of the step, on that thread; nothing is watched afterwards
     */
    public static ClockWatch start(Duration tolerance, Consumer<Duration> onStep) {
        ClockWatch watch = new ClockWatch();
        Thread thread = new Thread(() -> watch.look(new Steps(tolerance), onStep), "clock-watch");
        thread.setDaemon(true);
        thread.start();
        return watch;
    }

    /** Ends it; later calls do nothing. */
    @Override
    public void close() {
        closed.countDown();
    }

    private void look(Steps steps, Consumer<Duration> onStep) {
        try {
            Optional<Duration> step = Optional.empty();
            while (step.isEmpty() && !closed.await(LOOK_INTERVAL_MS, TimeUnit.MILLISECONDS)) {
                step = steps.next(System.currentTimeMillis(), System.nanoTime());
            }
            step.ifPresent(onStep);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How far the wall clock has fallen behind the other one between two looks. For one thread. */
    static final class Steps {

        private final Duration tolerance;
        private @Nullable Long lastAheadMs;

        Steps(Duration tolerance) {
            this.tolerance = tolerance;
        }

        /**
         * The step back, if it exceeds the tolerance.
         *
         * @param wallMs {@link System#currentTimeMillis}
         * @param intervalNanos {@link System#nanoTime}
         */
        Optional<Duration> next(long wallMs, long intervalNanos) {
            long aheadMs = wallMs - TimeUnit.NANOSECONDS.toMillis(intervalNanos);
            Duration step = lastAheadMs == null ? Duration.ZERO : Duration.ofMillis(lastAheadMs - aheadMs);
            lastAheadMs = aheadMs;
            return Optional.of(step).filter(back -> back.compareTo(tolerance) > 0);
        }
    }
}
