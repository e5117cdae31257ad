package io.wordtide.streams.store;

import java.time.Instant;

/**
 * One kept snapshot of a model.
 *
 * @param version mini-batches the model had learned
 * @param nextSequence sequence number of the first bag that is not in it: where the journal continues
 * @param takenAt when it was taken
 * @param length bytes of the snapshot
 * @param slot which of the model's slots holds it, from 0
 */
public record KeptSnapshot(long version, long nextSequence, Instant takenAt, int length, int slot) {

    /** Below the 1 MiB that brokers accept by default, bytes. */
    static final int CHUNK_BYTES = 256 * 1024;

    /** Number of rows the snapshot is divided into. */
    int chunkCount() {
        return (length + CHUNK_BYTES - 1) / CHUNK_BYTES;
    }

    /** The same snapshot, after which the journal continues elsewhere. */
    KeptSnapshot withNextSequence(long sequence) {
        return new KeptSnapshot(version, sequence, takenAt, length, slot);
    }
}
