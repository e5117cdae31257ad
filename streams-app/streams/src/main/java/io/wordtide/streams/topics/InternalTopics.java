package io.wordtide.streams.topics;

import io.wordtide.schema.Topics;
import io.wordtide.streams.store.LearnerStores;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Utils;

/** Names of the topics that Kafka Streams creates for an application. */
public final class InternalTopics {

    private InternalTopics() {}

    /** The repartition topic: bags by model. */
    public static String bags(String applicationId) {
        return applicationId + "-" + Topics.BAGS + "-repartition";
    }

    /** The changelog of a store. */
    public static String changelog(String applicationId, String store) {
        return applicationId + "-" + store + "-changelog";
    }

    /** The partition of the bags and of the changelogs that has a model: where Kafka's partitioner puts its id. */
    public static int partition(String modelId, int partitionCount) {
        return Utils.toPositive(Utils.murmur2(modelId.getBytes(StandardCharsets.UTF_8))) % partitionCount;
    }

    /** All internal topics. */
    public static List<String> all(String applicationId) {
        List<String> all = new ArrayList<>(changelogs(applicationId));
        all.add(bags(applicationId));
        return all;
    }

    /** The changelogs of all stores. */
    public static List<String> changelogs(String applicationId) {
        return LearnerStores.NAMES.stream()
                .map(store -> changelog(applicationId, store))
                .toList();
    }
}
