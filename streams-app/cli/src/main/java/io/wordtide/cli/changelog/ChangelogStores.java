package io.wordtide.cli.changelog;

import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.store.KeptSnapshot;
import io.wordtide.streams.store.LearnerStores;
import io.wordtide.streams.store.SnapshotManifest;
import io.wordtide.streams.store.SnapshotStore;
import io.wordtide.streams.topics.ApplicationGroup;
import io.wordtide.streams.topics.InternalTopics;
import io.wordtide.streams.topics.TopicCreator;
import io.wordtide.streams.topics.TopicReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The stores of an application, read committed from their changelogs and held in memory: what a start of the
 * application would restore. For a running application, each partition shows the state after one of its commits, and
 * partitions may show different commits.
 *
 * <p>Writes to these stores stay in memory until a {@link StoppedApplication} commits them. Not thread-safe.
 */
public final class ChangelogStores {

    private static final int ATTEMPTS = 5;

    private final Map<TopicPartition, ChangelogRows> rowsByChangelog = new HashMap<>();
    private final List<LearnerStores> partitions;

    /**
     * Empty stores.
     *
     * @param partitionCount partitions of each changelog
     */
    ChangelogStores(String applicationId, int partitionCount) {
        this.partitions = IntStream.range(0, partitionCount)
                .mapToObj(partition -> LearnerStores.of(store -> {
                    TopicPartition changelog =
                            new TopicPartition(InternalTopics.changelog(applicationId, store), partition);
                    return rows(changelog).store();
                }))
                .toList();
    }

    /**
     * Reads the changelogs from beginning to end. A changelog that does not exist counts as empty: an application that
     * has never run has none.
     *
     * @throws StateException if a running application takes snapshots faster than they are read
     * @throws io.wordtide.streams.topics.TopicException if the cluster does not answer or refuses
     */
    public static ChangelogStores read(WordtideConfig config) {
        return read(config, record -> true);
    }

    /** As {@link #read}, without the contents of snapshots: enough to list them, in a fraction of the memory. */
    public static ChangelogStores readWithoutSnapshotBytes(WordtideConfig config) {
        return read(config, noSnapshotBytes(config));
    }

    /** As {@link #readWithoutSnapshotBytes}, of journals and manifests alone: what waits in a stopped application. */
    public static ChangelogStores readJournals(WordtideConfig config) {
        return readOnce(
                config, List.of(LearnerStores.BAG_JOURNAL, LearnerStores.MODEL_SNAPSHOT), noSnapshotBytes(config));
    }

    private static Predicate<ConsumerRecord<byte[], byte[]>> noSnapshotBytes(WordtideConfig config) {
        String snapshots = InternalTopics.changelog(config.applicationId(), LearnerStores.MODEL_SNAPSHOT);
        return record -> !record.topic().equals(snapshots) || !SnapshotStore.isPartOfSnapshot(record.key());
    }

    private static ChangelogStores read(WordtideConfig config, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            ChangelogStores stores = readOnce(config, LearnerStores.NAMES, wanted);
            if (stores.areOfOneCommit()) {
                return stores;
            }
        }
        throw new StateException(
                "expected snapshot and document frequencies of the same moment, found that the"
                        + " application " + config.applicationId()
                        + " took a new snapshot during each attempt to read them; raise wordtide.snapshot.interval, or stop it first");
    }

    private static ChangelogStores readOnce(
            WordtideConfig config, List<String> names, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        String applicationId = config.applicationId();
        List<String> changelogs = new ArrayList<>();
        names.forEach(name -> changelogs.add(InternalTopics.changelog(applicationId, name)));
        try (Admin admin = Admin.create(config.adminProperties())) {
            new ApplicationGroup(admin, applicationId).awaitTransactions();
            changelogs.removeAll(new TopicCreator(admin).missing(changelogs));
        }
        if (changelogs.isEmpty()) {
            return new ChangelogStores(applicationId, config.topicPartitions());
        }
        try (TopicReader reader = new TopicReader(config.consumerProperties(), changelogs)) {
            ChangelogStores stores = new ChangelogStores(applicationId, reader.partitionCount(changelogs.get(0)));
            reader.readToEnd(record -> {
                if (wanted.test(record)) {
                    stores.restore(record);
                }
            });
            return stores;
        }
    }

    /** Applies a record of a changelog, in the order of its partition. */
    void restore(ConsumerRecord<byte[], byte[]> record) {
        rows(new TopicPartition(record.topic(), record.partition())).restore(record.key(), record.value());
    }

    /** The ends of the changelogs are not fetched at one moment: a snapshot may have been committed in between. */
    boolean areOfOneCommit() {
        return modelIds().stream().allMatch(modelId -> {
            LearnerStores stores = of(modelId);
            Optional<KeptSnapshot> newest = stores.snapshots().manifest(modelId).flatMap(SnapshotManifest::newest);
            OptionalLong counted = stores.frequencies().newestVersion(modelId);
            return newest.map(KeptSnapshot::version)
                    .equals(counted.isPresent() ? Optional.of(counted.getAsLong()) : Optional.empty());
        });
    }

    /** Every model that was ever started. */
    public SortedSet<String> modelIds() {
        SortedSet<String> modelIds = new TreeSet<>();
        partitions.forEach(stores -> modelIds.addAll(stores.snapshots().modelIds()));
        return modelIds;
    }

    /** The stores that hold a model; a new model goes where Kafka's partitioner sends its bags. */
    public LearnerStores of(String modelId) {
        return partitions.stream()
                .filter(stores -> stores.snapshots().manifest(modelId).isPresent())
                .findFirst()
                .orElseGet(() -> partitions.get(InternalTopics.partition(modelId, partitions.size())));
    }

    /** Partitions of each changelog. */
    int partitionCount() {
        return partitions.size();
    }

    /** What was written to the stores and is not yet on the changelogs. */
    List<ProducerRecord<byte[], byte[]>> changes() {
        return rowsByChangelog.values().stream()
                .map(ChangelogRows::changes)
                .flatMap(Collection::stream)
                .toList();
    }

    private ChangelogRows rows(TopicPartition changelog) {
        return rowsByChangelog.computeIfAbsent(changelog, ChangelogRows::new);
    }
}
