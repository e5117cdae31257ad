package io.wordtide.streams.topics;

import io.wordtide.schema.Topics;
import io.wordtide.streams.store.LearnerStores;
import java.util.ArrayList;
import java.util.List;

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
