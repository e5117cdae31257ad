package io.wordtide.streams.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Documents that each model has been asked to forget and has not forgotten yet, in the store of the recent documents.
 *
 * <pre>{@code
 * key:   model id | FORGET (1 byte) | document id in UTF-8
 * value: sequence number that the model's next document had (8 bytes, big-endian) | time (8 bytes, milliseconds)
 * }</pre>
 */
public final class ForgetRequests {

    private static final byte FORGET = 2;

    private final KeyValueStore<Bytes, byte[]> store;

    ForgetRequests(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /**
     * What is to be forgotten of a document.
     *
     * @param beforeSequence its records before this sequence number; one that arrives later is another document
     * @param requestedAt when the request was read
     */
    public record Request(long beforeSequence, Instant requestedAt) {}

    /** Adds a request; it replaces an older one for the same document. */
    public void add(String modelId, String documentId, Request request) {
        store.put(key(modelId, documentId), value(request));
    }

    private static byte[] value(Request request) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(request.beforeSequence())
                .putLong(request.requestedAt().toEpochMilli())
                .array();
    }

    /** Requests by document id. */
    public SortedMap<String, Request> of(String modelId) {
        SortedMap<String, Request> requests = new TreeMap<>();
        try (KeyValueIterator<Bytes, byte[]> rows =
                store.prefixScan(StoreKeys.key(modelId, new byte[] {FORGET}), new BytesSerializer())) {
            rows.forEachRemaining(row -> {
                ByteBuffer id = StoreKeys.rest(row.key).position(1);
                ByteBuffer value = ByteBuffer.wrap(row.value);
                requests.put(
                        StandardCharsets.UTF_8.decode(id).toString(),
                        new Request(value.getLong(), Instant.ofEpochMilli(value.getLong())));
            });
        }
        return requests;
    }

    /** Removes a request, unless another one for the same document has replaced it. */
    public void remove(String modelId, String documentId, Request request) {
        Bytes key = key(modelId, documentId);
        if (Arrays.equals(value(request), store.get(key))) {
            store.delete(key);
        }
    }

    private static Bytes key(String modelId, String documentId) {
        return StoreKeys.key(modelId, FORGET, documentId.getBytes(StandardCharsets.UTF_8));
    }
}
