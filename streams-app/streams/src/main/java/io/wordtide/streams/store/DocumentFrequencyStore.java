package io.wordtide.streams.store;

import io.wordtide.text.DocumentFrequencies;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The document frequencies of each model at its kept snapshots, one row per term; later documents are in the journal.
 *
 * <pre>{@code
 * key:   model id | DOCUMENTS (1 byte)              value: D, documents counted
 *        model id | TERM (1 byte) | term in UTF-8   value: weight of the documents that contain the term
 * }</pre>
 *
 * Each value is a {@link VersionedCount}. The row of a forgotten term is deleted once no kept snapshot knows the term.
 */
public final class DocumentFrequencyStore {

    private static final byte DOCUMENTS = 0;
    private static final byte TERM = 1;

    private final KeyValueStore<Bytes, byte[]> store;

    /** By model, rows of terms that are forgotten now but were not in some kept snapshot. */
    private final Map<String, Set<Bytes>> forgotten = new HashMap<>();

    DocumentFrequencyStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /**
     * Writes what changed since the last call; call it together with saving the snapshot.
     *
     * @param version version of the snapshot
     * @param oldestKeptVersion version of the oldest kept snapshot
     */
    public void save(String modelId, long version, long oldestKeptVersion, DocumentFrequencies frequencies) {
        Set<Bytes> waiting = forgotten.computeIfAbsent(modelId, id -> new HashSet<>());
        SortedMap<Bytes, Double> changes = new TreeMap<>(); // the store's order, in which it reads and writes fastest
        frequencies.drainChanges().forEach((term, weight) -> changes.put(termKey(modelId, term), weight));
        changes.forEach((key, weight) -> {
            if (weight == 0) {
                waiting.add(key);
            } else {
                waiting.remove(key);
            }
        });
        boolean haveRows = store.get(documentsKey(modelId)) != null;
        changes.put(documentsKey(modelId), (double) frequencies.documentCount());
        put(changes, version, oldestKeptVersion, haveRows);
        waiting.removeIf(key -> deleteIfForgotten(key, version, oldestKeptVersion));
    }

    private boolean deleteIfForgotten(Bytes key, long version, long oldestKeptVersion) {
        VersionedCount count = VersionedCount.decode(store.get(key)).with(version, 0, oldestKeptVersion);
        if (count.isForgotten()) {
            store.delete(key);
        }
        return count.isForgotten();
    }

    /**
     * The frequencies at a kept snapshot; empty for version 0, when nothing had been counted.
     *
     * @param empty frequencies of the configured kind
     */
    public DocumentFrequencies load(String modelId, long version, DocumentFrequencies empty) {
        noteForgotten(modelId);
        return empty.goOnFrom(documentCount(modelId, version), weightByTerm(modelId, version));
    }

    /** Frees what is kept in memory for a model that falls asleep; {@link #load} reads it again. */
    public void release(String modelId) {
        forgotten.remove(modelId);
    }

    private void noteForgotten(String modelId) {
        Set<Bytes> waiting = forgotten.computeIfAbsent(modelId, id -> new HashSet<>());
        waiting.clear();
        forEachTerm(modelId, (key, value) -> {
            if (VersionedCount.decode(value).at(Long.MAX_VALUE) == 0) {
                waiting.add(key);
            }
        });
    }

    /** D at a kept snapshot, documents. */
    public long documentCount(String modelId, long version) {
        return (long) documentCounts(modelId).at(version);
    }

    /** Weight of each term at a kept snapshot, as {@link DocumentFrequencies#drainChanges} returned it. */
    public SortedMap<String, Double> weightByTerm(String modelId, long version) {
        SortedMap<String, Double> weightByTerm = new TreeMap<>();
        forEachTerm(modelId, (key, value) -> {
            double weight = VersionedCount.decode(value).at(version);
            if (weight > 0) {
                weightByTerm.put(term(key), weight);
            }
        });
        return weightByTerm;
    }

    /** Version of the last snapshot that was written here; empty before the first. */
    public OptionalLong newestVersion(String modelId) {
        return documentCounts(modelId).entries().stream()
                .mapToLong(VersionedCount.Entry::version)
                .findFirst();
    }

    /** Forgets everything about a model, and starts over with the frequencies of one snapshot. */
    public void replace(String modelId, long version, long documentCount, Map<String, Double> weightByTerm) {
        rollBack(modelId, -1);
        SortedMap<Bytes, Double> counts = new TreeMap<>();
        weightByTerm.forEach((term, weight) -> counts.put(termKey(modelId, term), weight));
        counts.put(documentsKey(modelId), (double) documentCount);
        put(counts, version, version, false);
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
        noteForgotten(modelId);
    }

    /** @param haveRows whether the model may have rows, to which the counts are added */
    private void put(SortedMap<Bytes, Double> counts, long version, long oldestKeptVersion, boolean haveRows) {
        List<KeyValue<Bytes, byte[]>> rows = new ArrayList<>(counts.size());
        counts.forEach((key, count) -> {
            VersionedCount before = VersionedCount.decode(haveRows ? store.get(key) : null);
            rows.add(KeyValue.pair(
                    key, before.with(version, count, oldestKeptVersion).encode()));
        });
        store.putAll(rows);
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
        return StoreKeys.key(modelId, TERM, term.getBytes(StandardCharsets.UTF_8));
    }

    private static String term(Bytes key) {
        ByteBuffer rest = StoreKeys.rest(key);
        return StandardCharsets.UTF_8.decode(rest.position(1)).toString();
    }
}
