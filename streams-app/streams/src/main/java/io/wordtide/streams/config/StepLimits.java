package io.wordtide.streams.config;

import java.time.Duration;
import org.apache.kafka.common.config.ConfigException;

/**
 * Kafka's time limits, derived from the measured time of a learning step.
 *
 * <p>Learning happens on the stream thread. That thread is busy longest without a commit or a poll when a model is
 * first needed after a restart: it reads the snapshot, learns up to {@code snapshot.interval} mini-batches of the
 * journal again, learns the next one, and may write a snapshot:
 *
 * <pre>{@code
 * longest gap             = (snapshot.interval + 1) x step + 2 x snapshot, and the step of the largest mini-batch if
 *                           they grow, and the wait for other instances if they refine parts of it
 * transaction.timeout.ms  = 3 x longest gap + commit.interval.ms, at least 1 minute,
 *                           at most 15 minutes (the broker's default bound)
 * max.poll.interval.ms    = 3 x longest gap, at least 5 minutes (Kafka's default)
 * max.poll.records        = documents learned in a sixth of max.poll.interval.ms, at least B, at most 1000
 * }</pre>
 *
 * The factor 3 allows for a machine that is busier than it was when the step was measured. A model does not fit if its
 * longest gap exceeds half of the transaction timeout's upper bound. Long transactions have a price: when the only
 * instance is lost for good, subscribers wait up to {@code transaction.timeout.ms} for its open transaction.
 *
 * @param step measured time of one full mini-batch
 * @param longestGap longest time that the stream thread is busy without a commit or a poll
 * @param transactionTimeout for the producer's {@code transaction.timeout.ms}
 * @param maxPollInterval for the consumer's {@code max.poll.interval.ms}
 * @param maxPollRecords for the consumer's {@code max.poll.records}
 */
public record StepLimits(
        Duration step, Duration longestGap, Duration transactionTimeout, Duration maxPollInterval, int maxPollRecords) {

    /** The broker's default of {@code transaction.max.timeout.ms}. */
    static final Duration LONGEST_TRANSACTION = Duration.ofMinutes(15);

    private static final int SAFETY = 3;
    private static final Duration LEAST_TRANSACTION_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration LEAST_POLL_INTERVAL = Duration.ofMinutes(5);
    private static final int MOST_POLL_RECORDS = 1_000;

    /**
     * @param snapshotInterval mini-batches between two snapshots
     * @param batchSize documents of a full mini-batch, before it grows
     * @param largestSize documents of a full mini-batch that has grown
     * @param wait of a mini-batch for other instances
     * @param commitInterval time between two commits while records flow
     */
    static StepLimits of(
            StepTiming timing,
            int snapshotInterval,
            int batchSize,
            int largestSize,
            Duration wait,
            Duration commitInterval) {
        long stepsOfLargest = (largestSize + batchSize - 1L) / batchSize;
        Duration longestGap = timing.step()
                .multipliedBy(snapshotInterval + stepsOfLargest)
                .plus(timing.snapshot().multipliedBy(2))
                .plus(wait);
        Duration safe = longestGap.multipliedBy(SAFETY);
        Duration pollInterval = longer(safe, LEAST_POLL_INTERVAL);
        return new StepLimits(
                timing.step(),
                longestGap,
                shorter(longer(safe.plus(commitInterval), LEAST_TRANSACTION_TIMEOUT), LONGEST_TRANSACTION),
                pollInterval,
                pollRecords(timing.step(), pollInterval, batchSize));
    }

    /**
     * @param key key of the limit
     * @throws ConfigException if the longest gap exceeds half of the limit; the message says what to lower
     */
    void requireFit(String key, Duration limit) {
        if (longestGap.multipliedBy(2).compareTo(limit) > 0) {
            throw new ConfigException(
                    key,
                    limit.toMillis(),
                    "Expected at least twice the longest time without a commit or a poll, which is "
                            + longestGap.toMillis() + " ms for this model on this machine (one learning step takes "
                            + step.toMillis() + " ms). Lower " + WordtideKeys.SNAPSHOT_INTERVAL + ", "
                            + LearnerKeys.REFINEMENT_STEPS + ", " + LearnerKeys.MINI_BATCH_SIZE + " or "
                            + WordtideKeys.SHARDS_WAIT_MS
                            + ", or raise this limit (and the broker's transaction.max.timeout.ms with it)");
        }
    }

    private static int pollRecords(Duration step, Duration pollInterval, int batchSize) {
        long nanosPerStep = Math.max(1, step.toNanos());
        long steps = Math.max(1, pollInterval.dividedBy(6).toNanos() / nanosPerStep);
        return (int) Math.max(1, Math.min(MOST_POLL_RECORDS, steps * batchSize));
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
