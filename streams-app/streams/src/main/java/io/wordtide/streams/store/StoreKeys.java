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
 * Keys of store rows: the model id's length in bytes (4 bytes, big-endian), the model id in UTF-8, and what the store
 * appends to it. The leading length keeps the rows of each model together, whatever characters its id contains.
 */
final class StoreKeys {

    /** Greater than anything a store appends to a model id. */
    private static final byte[] AFTER_LAST = {(byte) 0xFF};

    private StoreKeys() {}

    static Bytes key(String modelId, byte[] rest) {
        byte[] id = modelId.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(Integer.BYTES + id.length + rest.length)
                .putInt(id.length)
                .put(id)
                .put(rest)
                .array());
    }

    /** @param rest what stands behind the kind of the row */
    static Bytes key(String modelId, byte kind, byte[] rest) {
        return key(
                modelId,
                ByteBuffer.allocate(1 + rest.length).put(kind).put(rest).array());
    }

    /** What follows the model id. */
    static ByteBuffer rest(Bytes key) {
        ByteBuffer buffer = ByteBuffer.wrap(key.get());
        return buffer.position(Integer.BYTES + buffer.getInt(0)).slice();
    }

    /** The model ids that have rows in a store, in the order of the keys; reads one row of each. */
    static List<String> modelIds(KeyValueStore<Bytes, byte[]> store) {
        List<String> modelIds = new ArrayList<>();
        String modelId = firstModelId(store, null);
        while (modelId != null) {
            modelIds.add(modelId);
            modelId = firstModelId(store, key(modelId, AFTER_LAST));
        }
        return modelIds;
    }

    private static @Nullable String firstModelId(KeyValueStore<Bytes, byte[]> store, @Nullable Bytes from) {
        try (KeyValueIterator<Bytes, byte[]> rows = store.range(from, null)) {
            return rows.hasNext() ? modelId(rows.next().key) : null;
        }
    }

    private static String modelId(Bytes key) {
        ByteBuffer buffer = ByteBuffer.wrap(key.get());
        return new String(key.get(), Integer.BYTES, buffer.getInt(), StandardCharsets.UTF_8);
    }
}
