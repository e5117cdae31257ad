package io.wordtide.streams.topics;

import io.wordtide.schema.Topics;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.store.LearnerStores;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Utils;

/** Names of the topics between the tasks of an application. */
public final class InternalTopics {

    private InternalTopics() {}

    /** The repartition topic: bags by model. */
    public static String bags(String applicationId) {
        return applicationId + "-" + Topics.BAGS + "-repartition";
    }

    /** The rounds of sharded models: what their tasks say to the instances that help. */
    public static String rounds(String applicationId) {
        return applicationId + "-rounds";
    }

    /** The parts of rounds that these instances have refined. */
    public static String refinedParts(String applicationId) {
        return applicationId + "-refined-parts";
    }

    /** A partition for each shard, and no records: Kafka Streams spreads the shards over the instances. */
    public static String shards(String applicationId) {
        return applicationId + "-shards";
    }

    /** The topics of sharded models, which Kafka Streams does not create. */
    public static List<String> ofShards(String applicationId) {
        return List.of(rounds(applicationId), refinedParts(applicationId), shards(applicationId));
    }

    /** The changelog of a store. */
    public static String changelog(String applicationId, String store) {
        return applicationId + "-" + store + "-changelog";
    }

    /** The partition of the bags and of the changelogs that has a model: where Kafka's partitioner puts its id. */
    public static int partition(String modelId, int partitionCount) {
        return Utils.toPositive(Utils.murmur2(modelId.getBytes(StandardCharsets.UTF_8))) % partitionCount;
    }

    /** All internal topics, those of shards included, which exist only where models have several. */
    public static List<String> all(String applicationId) {
        List<String> all = new ArrayList<>(changelogs(applicationId));
        all.add(bags(applicationId));
        all.addAll(ofShards(applicationId));
        return all;
    }

    /** The internal topics that an application needs as configured. */
    public static List<String> neededBy(WordtideConfig config) {
        List<String> needed = all(config.applicationId());
        if (config.shards() == 1) {
            needed.removeAll(ofShards(config.applicationId()));
        }
        return needed;
    }

    /** The changelogs of all stores. */
    public static List<String> changelogs(String applicationId) {
        return LearnerStores.NAMES.stream()
                .map(store -> changelog(applicationId, store))
                .toList();
    }
}
