package io.wordtide.app.state;

import io.wordtide.app.config.WordtideConfig;
import io.wordtide.app.store.LearnerStores;
import io.wordtide.app.topics.InternalTopics;
import io.wordtide.app.topics.TopicCreator;
import io.wordtide.app.topics.TopicReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;

/**
 * The stores of an application as their changelogs have them, read committed, held in memory: what a start of the
 * application would restore. Those of a running application are those of one of its commits or another, partition by
 * partition.
 *
 * <p>What is written to these stores stays here until a {@link StoppedApplication} commits it. Not thread-safe.
 */
public final class ChangelogStores {

    private final Map<TopicPartition, ChangelogRows> rowsByChangelog = new HashMap<>();
    private final List<LearnerStores> partitions;

    private ChangelogStores(String applicationId, int partitionCount) {
        this.partitions = IntStream.range(0, partitionCount)
                .mapToObj(partition -> LearnerStores.of(store -> {
                    TopicPartition changelog =
                            new TopicPartition(InternalTopics.changelog(applicationId, store), partition);
                    return rowsByChangelog
                            .computeIfAbsent(changelog, ChangelogRows::new)
                            .store();
                }))
                .toList();
    }

    /**
     * Reads the changelogs from beginning to end. One that does not exist is an empty one: an application that has
     * never run has none.
     *
     * @throws io.wordtide.app.topics.TopicException if the cluster does not answer or refuses
     */
    public static ChangelogStores read(WordtideConfig config) {
        String applicationId = config.applicationId();
        List<String> changelogs = new ArrayList<>(InternalTopics.changelogs(applicationId));
        try (Admin admin = Admin.create(config.adminProperties())) {
            changelogs.removeAll(new TopicCreator(admin).missing(changelogs));
        }
        if (changelogs.isEmpty()) {
            return new ChangelogStores(applicationId, config.topicPartitions());
        }
        try (TopicReader reader = new TopicReader(config.consumerProperties(), changelogs)) {
            ChangelogStores stores = new ChangelogStores(applicationId, reader.partitionCount(changelogs.get(0)));
            reader.readToEnd(record -> stores.rows(new TopicPartition(record.topic(), record.partition()))
                    .restore(record.key(), record.value()));
            return stores;
        }
    }

    /** Every model that was ever begun. */
    public SortedSet<String> modelIds() {
        SortedSet<String> modelIds = new TreeSet<>();
        partitions.forEach(stores -> modelIds.addAll(stores.snapshots().modelIds()));
        return modelIds;
    }

    /** The stores that a model is in; one that does not exist would be where Kafka's partitioner sends its bags. */
    public LearnerStores of(String modelId) {
        return partitions.stream()
                .filter(stores -> stores.snapshots().manifest(modelId).isPresent())
                .findFirst()
                .orElseGet(() -> partitions.get(partition(modelId)));
    }

    /** What has been written to the stores and is not on the changelogs. */
    List<ProducerRecord<byte[], byte[]>> changes() {
        return rowsByChangelog.values().stream()
                .map(ChangelogRows::changes)
                .flatMap(Collection::stream)
                .toList();
    }

    private ChangelogRows rows(TopicPartition changelog) {
        return rowsByChangelog.computeIfAbsent(changelog, ChangelogRows::new);
    }

    private int partition(String modelId) {
        byte[] key = modelId.getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(key)) % partitions.size();
    }
}
