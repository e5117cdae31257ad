package io.wordtide.streams.config;

import java.time.Duration;

/**
 * What learning takes on this machine with this configuration, once the vocabulary is full.
 *
 * @param step time of one full mini-batch
 * @param snapshotBytes size of a snapshot of the model, bytes
 * @param modelBytes memory of the model while it is awake, bytes
 */
public record StepTiming(Duration step, long snapshotBytes, long modelBytes) {

    /**
     * Snapshot bytes written or read per second: a seventh of the rate that a spike measured with one broker (75 MB/s),
     * to allow for a slow network.
     */
    private static final long SNAPSHOT_BYTES_PER_SECOND = 10_000_000;

    /** Time to write or to read one snapshot. */
    public Duration snapshot() {
        return Duration.ofMillis(snapshotBytes * 1_000 / SNAPSHOT_BYTES_PER_SECOND);
    }
}
