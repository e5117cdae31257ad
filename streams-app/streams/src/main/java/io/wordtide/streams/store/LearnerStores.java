package io.wordtide.streams.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The four stores of a learning task.
 *
 * @param journal every bag since the oldest kept snapshot
 * @param snapshots models as they were at their newest snapshots
 * @param frequencies document frequencies as they were at those snapshots
 * @param recent ids of the most recent documents
 * @param forgetRequests documents that are to be forgotten, in the same store
 */
public record LearnerStores(
        BagJournal journal,
        SnapshotStore snapshots,
        DocumentFrequencyStore frequencies,
        RecentDocuments recent,
        ForgetRequests forgetRequests) {

    public static final String BAG_JOURNAL = "bag-journal";
    public static final String MODEL_SNAPSHOT = "model-snapshot";
    public static final String DOCUMENT_FREQUENCIES = "document-frequencies";
    public static final String RECENT_DOCUMENTS = "recent-documents";

    /** All store names, for callers that handle the changelogs. */
    public static final List<String> NAMES =
            List.of(BAG_JOURNAL, MODEL_SNAPSHOT, DOCUMENT_FREQUENCIES, RECENT_DOCUMENTS);

    /**
     * Kafka Streams sets only {@code cleanup.policy=compact}. The broker's segments have 1 GiB and are never compacted
     * while they are written to, so a changelog would keep dozens of old snapshots.
     */
    private static final Map<String, String> CHANGELOG = Map.of(
            TopicConfig.SEGMENT_BYTES_CONFIG, "67108864",
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.1",
            TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, "300000");

    /** The stores of the task that a processor belongs to. */
    public static LearnerStores of(ProcessingContext context) {
        return of(context::<KeyValueStore<Bytes, byte[]>>getStateStore);
    }

    /** @param store a store by its name, one of {@link #NAMES} */
    public static LearnerStores of(Function<String, KeyValueStore<Bytes, byte[]>> store) {
        return new LearnerStores(
                new BagJournal(store.apply(BAG_JOURNAL)),
                new SnapshotStore(store.apply(MODEL_SNAPSHOT)),
                new DocumentFrequencyStore(store.apply(DOCUMENT_FREQUENCIES)),
                new RecentDocuments(store.apply(RECENT_DOCUMENTS)),
                new ForgetRequests(store.apply(RECENT_DOCUMENTS)));
    }

    /** All stores in the order of {@link #NAMES}, as a topology adds them, with the settings of their changelogs. */
    public static List<StoreBuilder<KeyValueStore<Bytes, byte[]>>> builders() {
        return List.of(bagJournal(), modelSnapshot(), documentFrequencies(), recentDocuments());
    }

    /**
     * Written with every document, deleted once no kept snapshot lies before it. Deletions are kept for a day, whatever the
     * brokers' default: a row that comes back because a restore missed its deletion may be one that was to be forgotten.
     */
    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> bagJournal() {
        Map<String, String> changelog = new HashMap<>(CHANGELOG);
        changelog.put(TopicConfig.DELETE_RETENTION_MS_CONFIG, "86400000");
        return builder(BAG_JOURNAL, changelog);
    }

    /** Written only with snapshots, megabytes at once. */
    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> modelSnapshot() {
        return builder(MODEL_SNAPSHOT, CHANGELOG);
    }

    /** Written only with snapshots, one row for each term that occurred since the one before. */
    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> documentFrequencies() {
        return builder(DOCUMENT_FREQUENCIES, CHANGELOG);
    }

    /** Written with every document, deleted once the document leaves the window. */
    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> recentDocuments() {
        return builder(RECENT_DOCUMENTS, CHANGELOG);
    }

    /**
     * Persistent, so that a clean restart restores nothing; logged, so that the state can move; not cached, since no
     * row is written twice between two commits.
     */
    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder(String name, Map<String, String> changelog) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(changelog)
                .withCachingDisabled();
    }
}
