package io.wordtide.streams.store;

import java.time.Instant;

/**
 * One snapshot of a model that is still there.
 *
 * @param version mini-batches the model had learned
 * @param nextSequence sequence number of the first bag that is not in it: where the journal goes on
 * @param takenAt when it was taken
 * @param length bytes of the snapshot
 * @param slot which of the model's places it lies in, from 0
 */
public record KeptSnapshot(long version, long nextSequence, Instant takenAt, int length, int slot) {

    /** Below the 1 MiB that brokers take by default, bytes. */
    static final int CHUNK_BYTES = 256 * 1024;

    /** Rows the snapshot is cut into. */
    int chunkCount() {
        return (length + CHUNK_BYTES - 1) / CHUNK_BYTES;
    }

    /** The same snapshot, after which the journal goes on elsewhere. */
    KeptSnapshot withNextSequence(long sequence) {
        return new KeptSnapshot(version, sequence, takenAt, length, slot);
    }
}
