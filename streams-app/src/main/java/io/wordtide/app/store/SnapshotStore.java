package io.wordtide.app.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The last snapshot of each model, in rows small enough for any broker's default limits.
 *
 * <pre>{@code
 * key:   model id | MANIFEST (1 byte)                                        value: the manifest
 *        model id | CHUNK (1 byte) | index from 0 (4 bytes, big-endian)      value: at most 256 KiB of the snapshot
 * }</pre>
 */
public final class SnapshotStore {

    /** Below the 1 MiB that brokers take by default. */
    static final int CHUNK_BYTES = 256 * 1024;

    private static final byte MANIFEST = 0;
    private static final byte CHUNK = 1;

    private final KeyValueStore<Bytes, byte[]> store;

    SnapshotStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** Every model that was ever begun. */
    public List<String> modelIds() {
        return StoreKeys.modelIds(store);
    }

    /** Notes that a model exists. */
    public void begin(String modelId, SnapshotManifest manifest) {
        store.put(manifestKey(modelId), manifest.encode());
    }

    /** The model's manifest, empty if the model was never begun. */
    public Optional<SnapshotManifest> manifest(String modelId) {
        return Optional.ofNullable(store.get(manifestKey(modelId)))
                .map(bytes -> SnapshotManifest.decode(modelId, bytes));
    }

    /**
     * Replaces the snapshot of a model that was begun.
     *
     * @param version mini-batches the model has learned
     * @param nextSequence sequence number of the first bag it has not learned
     */
    public void save(String modelId, long version, long nextSequence, byte[] snapshot) {
        SnapshotManifest before = require(modelId);
        int chunkCount = (snapshot.length + CHUNK_BYTES - 1) / CHUNK_BYTES;
        for (int chunk = 0; chunk < chunkCount; chunk++) {
            int from = chunk * CHUNK_BYTES;
            int to = Math.min(from + CHUNK_BYTES, snapshot.length);
            store.put(chunkKey(modelId, chunk), Arrays.copyOfRange(snapshot, from, to));
        }
        for (int surplus = chunkCount; surplus < before.chunkCount(); surplus++) {
            store.delete(chunkKey(modelId, surplus));
        }
        SnapshotManifest manifest =
                new SnapshotManifest(version, nextSequence, snapshot.length, chunkCount, before.settings());
        store.put(manifestKey(modelId), manifest.encode());
    }

    /**
     * The bytes of the last snapshot; that they are the right ones is for their own checksum to tell.
     *
     * @throws ProcessorStateException if a chunk is missing
     */
    public byte[] load(String modelId, SnapshotManifest manifest) {
        ByteBuffer snapshot = ByteBuffer.allocate(manifest.length());
        for (int chunk = 0; chunk < manifest.chunkCount(); chunk++) {
            byte[] bytes = store.get(chunkKey(modelId, chunk));
            if (bytes == null || bytes.length > snapshot.remaining()) {
                throw damaged(modelId, manifest, "chunk " + chunk + (bytes == null ? " missing" : " too long"));
            }
            snapshot.put(bytes);
        }
        if (snapshot.hasRemaining()) {
            throw damaged(modelId, manifest, snapshot.position() + " bytes");
        }
        return snapshot.array();
    }

    private SnapshotManifest require(String modelId) {
        return manifest(modelId)
                .orElseThrow(() -> new IllegalStateException("expected model " + modelId + " to have been begun"));
    }

    private static ProcessorStateException damaged(String modelId, SnapshotManifest manifest, String found) {
        return new ProcessorStateException("expected " + manifest.length() + " bytes of snapshot in "
                + manifest.chunkCount() + " chunks for model " + modelId + " version " + manifest.version() + ", found "
                + found + "; delete the state directory to restore it from the changelog");
    }

    private static Bytes manifestKey(String modelId) {
        return StoreKeys.key(modelId, new byte[] {MANIFEST});
    }

    private static Bytes chunkKey(String modelId, int chunk) {
        return StoreKeys.key(
                modelId,
                ByteBuffer.allocate(1 + Integer.BYTES).put(CHUNK).putInt(chunk).array());
    }
}
