package io.wordtide.chaos;

import java.time.Duration;

/** Faults with a second instance of the application. */
final class Instances {

    /** How long a pause exceeds the transaction timeout. */
    private static final Duration BEYOND_TIMEOUT = Duration.ofSeconds(2);

    private static final String RUNNING = "-> RUNNING";
    private static final String TOOK_OVER = "Restored model";

    /** Kafka's word for a writer that another has replaced. */
    private static final String FENCED = "fenced";

    private Instances() {}

    /** Pauses it in an open transaction until another has its work, then resumes it: it must not write again. */
    static String zombie(ChaosRun run) {
        try (SupervisedApp other =
                run.startAnother("successor-" + run.progress().version())) {
            run.trickleUntil("the other instance to run", () -> other.log().hasSince(0, RUNNING));
            String frame = run.at(Moment.PRODUCE, AppProcess::pause);
            AppProcess zombie = run.app().process();
            long start = System.nanoTime();
            long longEnough = run.transactionTimeout().plus(BEYOND_TIMEOUT).toNanos();
            run.trickleUntil(
                    "the other instance to take over",
                    () -> System.nanoTime() - start > longEnough && other.log().hasSince(0, TOOK_OVER));
            run.awaitProgress();
            long mark = run.app().log().mark();
            zombie.resume();
            run.trickleUntil("the zombie to be fenced", () -> run.app().log().hasSince(mark, FENCED));
            run.awaitProgress();
            stop(other);
            return "stopped for %d s in %s; another instance took over; fenced when it resumed"
                    .formatted(Duration.ofNanos(System.nanoTime() - start).toSeconds(), frame);
        }
    }

    /** A second instance joins, takes over while the first restarts, and leaves. */
    static String joinAndLeave(ChaosRun run) {
        try (SupervisedApp other = run.startAnother("second-" + run.progress().version())) {
            run.trickleUntil("the other instance to run", () -> other.log().hasSince(0, RUNNING));
            int ends = run.app().exitCodes().size();
            run.app().process().terminate();
            run.trickleUntil(
                    "the first instance to end", () -> run.app().exitCodes().size() > ends);
            run.trickleUntil(
                    "the other instance to take over", () -> other.log().hasSince(0, TOOK_OVER));
            run.awaitProgress();
            stop(other);
            return "a second instance joined, took over when the first was restarted, and left";
        }
    }

    private static void stop(SupervisedApp other) {
        try {
            other.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChaosException("interrupted while an instance stopped", e);
        }
    }
}
