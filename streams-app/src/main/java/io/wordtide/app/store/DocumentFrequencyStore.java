package io.wordtide.app.store;

import io.wordtide.text.DocumentFrequencies;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The document frequencies of each model at its kept snapshots, a row for each term; later documents are in the
 * journal.
 *
 * <pre>{@code
 * key:   model id | DOCUMENTS (1 byte)              value: D, documents counted
 *        model id | TERM (1 byte) | term in UTF-8   value: documents that contain the term
 * }</pre>
 *
 * Each value is a {@link VersionedCount}.
 */
public final class DocumentFrequencyStore {

    private static final byte DOCUMENTS = 0;
    private static final byte TERM = 1;

    private final KeyValueStore<Bytes, byte[]> store;

    DocumentFrequencyStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /**
     * Writes what changed since the last call; to be called together with the snapshot.
     *
     * @param version the snapshot's
     * @param oldestKeptVersion of the oldest snapshot that is kept
     */
    public void save(String modelId, long version, long oldestKeptVersion, DocumentFrequencies frequencies) {
        frequencies
                .drainChanges()
                .forEach(
                        (term, documents) -> put(termKey(modelId, term), version, oldestKeptVersion, (long) documents));
        put(documentsKey(modelId), version, oldestKeptVersion, frequencies.documentCount());
    }

    /** The frequencies at a kept snapshot; empty ones for version 0, at which nothing had been counted. */
    public DocumentFrequencies load(String modelId, long version) {
        return new DocumentFrequencies(documentCount(modelId, version), frequencyByTerm(modelId, version));
    }

    /** D at a kept snapshot, documents. */
    public long documentCount(String modelId, long version) {
        return documentCounts(modelId).at(version);
    }

    /** df of each term at a kept snapshot, documents. */
    public SortedMap<String, Long> frequencyByTerm(String modelId, long version) {
        SortedMap<String, Long> frequencyByTerm = new TreeMap<>();
        forEachTerm(modelId, (key, value) -> {
            long documents = VersionedCount.decode(value).at(version);
            if (documents > 0) {
                frequencyByTerm.put(term(key), documents);
            }
        });
        return frequencyByTerm;
    }

    /** Version of the last snapshot that was written here; empty before the first. */
    public OptionalLong newestVersion(String modelId) {
        return documentCounts(modelId).entries().stream()
                .mapToLong(VersionedCount.Entry::version)
                .findFirst();
    }

    /** Forgets all of a model, and begins anew with the frequencies of one snapshot. */
    public void replace(String modelId, long version, long documentCount, Map<String, Long> frequencyByTerm) {
        rollBack(modelId, -1);
        frequencyByTerm.forEach((term, documents) -> put(termKey(modelId, term), version, version, documents));
        put(documentsKey(modelId), version, version, documentCount);
    }

    /** Forgets what was counted after a version. */
    public void rollBack(String modelId, long version) {
        Map<Bytes, VersionedCount> changed = new HashMap<>();
        BiConsumer<Bytes, byte[]> look = (key, value) -> {
            VersionedCount before = VersionedCount.decode(value);
            VersionedCount after = before.rolledBackTo(version);
            if (!after.equals(before)) {
                changed.put(key, after);
            }
        };
        look.accept(documentsKey(modelId), store.get(documentsKey(modelId)));
        forEachTerm(modelId, look);
        changed.forEach((key, count) -> store.put(key, count.entries().isEmpty() ? null : count.encode()));
    }

    private void put(Bytes key, long version, long oldestKeptVersion, long count) {
        store.put(
                key,
                VersionedCount.decode(store.get(key))
                        .with(version, count, oldestKeptVersion)
                        .encode());
    }

    private VersionedCount documentCounts(String modelId) {
        return VersionedCount.decode(store.get(documentsKey(modelId)));
    }

    private void forEachTerm(String modelId, BiConsumer<Bytes, byte[]> action) {
        Bytes terms = StoreKeys.key(modelId, new byte[] {TERM});
        try (KeyValueIterator<Bytes, byte[]> rows = store.prefixScan(terms, new BytesSerializer())) {
            rows.forEachRemaining(row -> action.accept(row.key, row.value));
        }
    }

    private static Bytes documentsKey(String modelId) {
        return StoreKeys.key(modelId, new byte[] {DOCUMENTS});
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
}
