package io.wordtide.streams.store;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The newest snapshots of each model, in rows small enough for any broker's default limits.
 *
 * <pre>{@code
 * key:   model id | MANIFEST (1 byte)                                                     value: the manifest
 *        model id | CHUNK (1 byte) | slot (4 bytes) | index from 0 (4 bytes)              value: at most 256 KiB of a snapshot
 * }</pre>
 *
 * <p>Numbers are big-endian. A snapshot replaces an older one, so the number of rows does not grow. The n-th goes to
 * slot 0 if n is odd, to slot 1 if it is even and not a multiple of 4, and so on: with S slots, the newest and the one
 * before are always kept, and the oldest is up to 2^(S-1) snapshots old.
 */
public final class SnapshotStore {

    private static final byte MANIFEST = 0;
    private static final byte CHUNK = 1;

    private final KeyValueStore<Bytes, byte[]> store;

    SnapshotStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** Whether a row of this store is part of a snapshot; such rows hold nearly all of the store's bytes. */
    public static boolean isPartOfSnapshot(byte[] key) {
        return StoreKeys.rest(Bytes.wrap(key)).get() == CHUNK;
    }

    /** All models that were ever begun. */
    public List<String> modelIds() {
        return StoreKeys.modelIds(store);
    }

    /** Records that a model exists. */
    public void begin(String modelId, SnapshotManifest manifest) {
        write(modelId, manifest);
    }

    /** The model's manifest, empty if the model was never begun. */
    public Optional<SnapshotManifest> manifest(String modelId) {
        return Optional.ofNullable(store.get(manifestKey(modelId)))
                .map(bytes -> SnapshotManifest.decode(modelId, bytes));
    }

    /**
     * Adds a snapshot of a model that was begun; it replaces the older one in its slot, if any.
     *
     * @param version mini-batches the model has learned, more than those of the newest snapshot
     * @param nextSequence sequence number of the first bag it has not learned
     * @param keep snapshots to keep, this one included, at least 1
     * @return what is kept now
     */
    public SnapshotManifest save(
            String modelId, long version, long nextSequence, Instant takenAt, byte[] snapshot, int keep) {
        long takenCount = require(modelId).takenCount() + 1;
        return save(modelId, version, nextSequence, takenAt, snapshot, keep, takenCount, slot(takenCount, keep));
    }

    /**
     * As {@link #save}, in a slot of its own: no other snapshot is replaced, and the next call of {@link #save} replaces this
     * one.
     */
    public SnapshotManifest saveBeside(
            String modelId, long version, long nextSequence, Instant takenAt, byte[] snapshot, int keep) {
        return save(
                modelId,
                version,
                nextSequence,
                takenAt,
                snapshot,
                keep + 1,
                require(modelId).takenCount(),
                keep);
    }

    private SnapshotManifest save(
            String modelId,
            long version,
            long nextSequence,
            Instant takenAt,
            byte[] snapshot,
            int keep,
            long takenCount,
            int slot) {
        SnapshotManifest before = require(modelId);
        KeptSnapshot newest = new KeptSnapshot(version, nextSequence, takenAt, snapshot.length, slot);
        putChunks(modelId, newest, snapshot);
        List<KeptSnapshot> kept = new ArrayList<>();
        for (KeptSnapshot older : before.snapshots()) {
            if (older.slot() == slot) {
                deleteChunks(modelId, older, newest.chunkCount()); // the others have been overwritten
            } else if (older.slot() >= keep) {
                deleteChunks(modelId, older, 0);
            } else {
                kept.add(older);
            }
        }
        kept.add(newest);
        return write(modelId, new SnapshotManifest(before.settings(), takenCount, kept));
    }

    /**
     * Makes an older snapshot the newest one, and deletes those after it, as if none had been taken after it.
     *
     * @param nextSequence where the journal continues from now on
     * @param keep snapshots to keep
     * @throws IllegalArgumentException if no such snapshot exists
     */
    public SnapshotManifest rollBack(String modelId, long version, long nextSequence, int keep) {
        SnapshotManifest before = require(modelId);
        if (before.snapshot(version).isEmpty()) {
            throw new IllegalArgumentException(
                    "expected a kept snapshot of version " + version + " of model " + modelId + ", found none");
        }
        List<KeptSnapshot> kept = new ArrayList<>();
        for (KeptSnapshot snapshot : before.snapshots()) {
            if (snapshot.version() > version) {
                deleteChunks(modelId, snapshot, 0);
            } else {
                kept.add(snapshot.version() == version ? snapshot.withNextSequence(nextSequence) : snapshot);
            }
        }
        int slot = kept.get(kept.size() - 1).slot();
        long takenCount = before.takenCount();
        while (takenCount > 0 && slot(takenCount, keep) != slot) {
            takenCount--;
        }
        // none if it was saved beside the others, or if more were kept then
        long takenUpToIt = takenCount == 0 ? before.takenCount() : takenCount;
        return write(modelId, new SnapshotManifest(before.settings(), takenUpToIt, kept));
    }

    private static int slot(long takenCount, int keep) {
        return Math.min(keep - 1, Long.numberOfTrailingZeros(takenCount));
    }

    /** Deletes all snapshots of a model and replaces its manifest. */
    public void clear(String modelId, SnapshotManifest beginning) {
        manifest(modelId).ifPresent(before -> before.snapshots().forEach(kept -> deleteChunks(modelId, kept, 0)));
        write(modelId, beginning);
    }

    /**
     * The bytes of a snapshot; their own checksum verifies them.
     *
     * @throws ProcessorStateException if a chunk is missing
     */
    public byte[] load(String modelId, KeptSnapshot kept) {
        ByteBuffer snapshot = ByteBuffer.allocate(kept.length());
        for (int chunk = 0; chunk < kept.chunkCount(); chunk++) {
            byte[] bytes = store.get(chunkKey(modelId, kept.slot(), chunk));
            if (bytes == null || bytes.length > snapshot.remaining()) {
                throw damaged(modelId, kept, "chunk " + chunk + (bytes == null ? " missing" : " too long"));
            }
            snapshot.put(bytes);
        }
        if (snapshot.hasRemaining()) {
            throw damaged(modelId, kept, snapshot.position() + " bytes");
        }
        return snapshot.array();
    }

    private SnapshotManifest require(String modelId) {
        return manifest(modelId)
                .orElseThrow(() -> new IllegalStateException("expected model " + modelId + " to have been begun"));
    }

    private SnapshotManifest write(String modelId, SnapshotManifest manifest) {
        store.put(manifestKey(modelId), manifest.encode());
        return manifest;
    }

    private void putChunks(String modelId, KeptSnapshot kept, byte[] snapshot) {
        for (int chunk = 0; chunk < kept.chunkCount(); chunk++) {
            int from = chunk * KeptSnapshot.CHUNK_BYTES;
            int to = Math.min(from + KeptSnapshot.CHUNK_BYTES, snapshot.length);
            store.put(chunkKey(modelId, kept.slot(), chunk), Arrays.copyOfRange(snapshot, from, to));
        }
    }

    private void deleteChunks(String modelId, KeptSnapshot gone, int fromChunk) {
        for (int chunk = fromChunk; chunk < gone.chunkCount(); chunk++) {
            store.delete(chunkKey(modelId, gone.slot(), chunk));
        }
    }

    private static ProcessorStateException damaged(String modelId, KeptSnapshot kept, String found) {
        return new ProcessorStateException("expected " + kept.length() + " bytes of snapshot in " + kept.chunkCount()
                + " chunks for model " + modelId + " version " + kept.version() + ", found " + found
                + "; delete the state directory to restore it from the changelog, or go back to an older snapshot"
                + " with wordtide snapshot rollback");
    }

    private static Bytes manifestKey(String modelId) {
        return StoreKeys.key(modelId, new byte[] {MANIFEST});
    }

    private static Bytes chunkKey(String modelId, int slot, int chunk) {
        return StoreKeys.key(
                modelId,
                ByteBuffer.allocate(1 + 2 * Integer.BYTES)
                        .put(CHUNK)
                        .putInt(slot)
                        .putInt(chunk)
                        .array());
    }
}
