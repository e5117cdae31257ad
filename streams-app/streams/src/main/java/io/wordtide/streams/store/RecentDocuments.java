package io.wordtide.streams.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The ids of each model's most recent documents, to detect those that arrive again. The window is counted in documents
 * rather than time, so that the same stream has the same duplicates whenever it is read.
 *
 * <pre>{@code
 * key:   model id | ID (1 byte) | document id in UTF-8                value: sequence number (8 bytes, big-endian)
 *        model id | SEQUENCE (1 byte) | sequence number (8 bytes)     value: document id in UTF-8
 * }</pre>
 */
public final class RecentDocuments {

    private static final byte ID = 0;
    private static final byte SEQUENCE = 1;

    private final KeyValueStore<Bytes, byte[]> store;

    RecentDocuments(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** Whether a document with this id is within the window. */
    public boolean contains(String modelId, String documentId) {
        return store.get(idKey(modelId, utf8(documentId))) != null;
    }

    /**
     * Adds a document and removes the one that leaves the window.
     *
     * @param sequence its sequence number in its model
     * @param window documents, at least 1
     */
    public void add(String modelId, String documentId, long sequence, int window) {
        byte[] id = utf8(documentId);
        store.put(idKey(modelId, id), bytes(sequence));
        store.put(sequenceKey(modelId, sequence), id);
        byte[] leaving = sequence < window ? null : store.get(sequenceKey(modelId, sequence - window));
        if (leaving != null) {
            forget(modelId, sequence - window, leaving);
        }
    }

    /** Ids of the documents below a sequence number, in order of arrival. */
    public List<String> ids(String modelId, long toSequence) {
        List<String> ids = new ArrayList<>();
        if (toSequence > 0) {
            try (KeyValueIterator<Bytes, byte[]> rows =
                    store.range(sequenceKey(modelId, 0), sequenceKey(modelId, toSequence - 1))) {
                rows.forEachRemaining(row -> ids.add(new String(row.value, StandardCharsets.UTF_8)));
            }
        }
        return ids;
    }

    /** Removes the documents from one sequence number up to, not including, another. */
    public void delete(String modelId, long fromSequence, long toSequence) {
        if (toSequence <= fromSequence) {
            return;
        }
        List<Bytes> keys = new ArrayList<>();
        List<byte[]> ids = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> rows =
                store.range(sequenceKey(modelId, fromSequence), sequenceKey(modelId, toSequence - 1))) {
            rows.forEachRemaining(row -> {
                keys.add(row.key);
                ids.add(row.value);
            });
        }
        for (int i = 0; i < keys.size(); i++) {
            forget(modelId, StoreKeys.rest(keys.get(i)).getLong(1), ids.get(i));
        }
    }

    /** Removes a document, which is not a duplicate if it arrives again. */
    public void remove(String modelId, String documentId) {
        byte[] id = utf8(documentId);
        byte @Nullable [] lastSeen = store.get(idKey(modelId, id));
        if (lastSeen != null) {
            forget(modelId, ByteBuffer.wrap(lastSeen).getLong(), id);
        }
    }

    private void forget(String modelId, long sequence, byte[] id) {
        store.delete(sequenceKey(modelId, sequence));
        byte @Nullable [] lastSeen = store.get(idKey(modelId, id));
        // a document that was learned again also has a later number
        if (lastSeen != null && ByteBuffer.wrap(lastSeen).getLong() == sequence) {
            store.delete(idKey(modelId, id));
        }
    }

    private static Bytes idKey(String modelId, byte[] id) {
        return StoreKeys.key(modelId, ID, id);
    }

    private static Bytes sequenceKey(String modelId, long sequence) {
        return StoreKeys.key(modelId, SEQUENCE, bytes(sequence));
    }

    private static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
