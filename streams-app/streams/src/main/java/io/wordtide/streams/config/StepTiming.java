package io.wordtide.streams.config;

import java.time.Duration;

/**
 * How long learning takes on this machine with this configuration.
 *
 * @param step time of one full mini-batch
 * @param snapshotBytes size of a snapshot of the model, bytes
 */
public record StepTiming(Duration step, long snapshotBytes) {

    /**
     * Bytes of a snapshot written or read in a second. A seventh of what a spike measured with one broker (75 MB/s), so
     * that a slow network still fits.
     */
    private static final long SNAPSHOT_BYTES_PER_SECOND = 10_000_000;

    /** Time to write or to read one snapshot. */
    public Duration snapshot() {
        return Duration.ofMillis(snapshotBytes * 1_000 / SNAPSHOT_BYTES_PER_SECOND);
    }
}
