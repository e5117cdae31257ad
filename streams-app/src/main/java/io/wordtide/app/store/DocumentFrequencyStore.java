package io.wordtide.app.store;

import io.wordtide.text.DocumentFrequencies;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The document frequencies of each model at its last snapshot, a row for each term; later documents are in the journal.
 *
 * <pre>{@code
 * key:   model id | DOCUMENTS (1 byte)              value: D, documents counted (8 bytes, big-endian)
 *        model id | TERM (1 byte) | term in UTF-8   value: documents that contain the term (8 bytes, big-endian)
 * }</pre>
 */
public final class DocumentFrequencyStore {

    private static final byte DOCUMENTS = 0;
    private static final byte TERM = 1;

    private final KeyValueStore<Bytes, byte[]> store;

    DocumentFrequencyStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** Writes what changed since the last call; to be called together with the snapshot. */
    public void save(String modelId, DocumentFrequencies frequencies) {
        frequencies.drainChanges().forEach((term, documents) -> store.put(termKey(modelId, term), bytes(documents)));
        store.put(StoreKeys.key(modelId, new byte[] {DOCUMENTS}), bytes(frequencies.documentCount()));
    }

    /** The frequencies at the last snapshot; empty ones for a model that has none. */
    public DocumentFrequencies load(String modelId) {
        byte[] documentCount = store.get(StoreKeys.key(modelId, new byte[] {DOCUMENTS}));
        Map<String, Long> frequencyByTerm = new HashMap<>();
        Bytes terms = StoreKeys.key(modelId, new byte[] {TERM});
        try (KeyValueIterator<Bytes, byte[]> rows = store.prefixScan(terms, new BytesSerializer())) {
            rows.forEachRemaining(row -> frequencyByTerm.put(term(row.key), number(row.value)));
        }
        return new DocumentFrequencies(documentCount == null ? 0 : number(documentCount), frequencyByTerm);
    }

    private static Bytes termKey(String modelId, String term) {
        byte[] utf8 = term.getBytes(StandardCharsets.UTF_8);
        return StoreKeys.key(
                modelId,
                ByteBuffer.allocate(1 + utf8.length).put(TERM).put(utf8).array());
    }

    private static String term(Bytes key) {
        ByteBuffer rest = StoreKeys.rest(key);
        return StandardCharsets.UTF_8.decode(rest.position(1)).toString();
    }

    private static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    private static long number(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong();
    }
}
