package io.wordtide.app.topics;

import io.wordtide.app.store.LearnerStores;
import io.wordtide.schema.Topics;
import java.util.List;
import org.apache.kafka.streams.state.StoreBuilder;

/** Names of the topics that Kafka Streams makes for an application. */
public final class InternalTopics {

    private InternalTopics() {}

    /** The topic behind the repartition: bags by model. */
    public static String bags(String applicationId) {
        return applicationId + "-" + Topics.BAGS + "-repartition";
    }

    /** The changelog of a store. */
    public static String changelog(String applicationId, String store) {
        return applicationId + "-" + store + "-changelog";
    }

    /** The changelogs of all stores. */
    public static List<String> changelogs(String applicationId) {
        return LearnerStores.builders().stream()
                .map(StoreBuilder::name)
                .map(store -> changelog(applicationId, store))
                .toList();
    }
}
