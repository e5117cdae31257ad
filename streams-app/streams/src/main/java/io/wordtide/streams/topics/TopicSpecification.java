package io.wordtide.streams.topics;

import static java.util.Objects.requireNonNull;

import io.wordtide.schema.RecordSizes;
import io.wordtide.schema.Topic;
import io.wordtide.schema.Topics;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.store.LearnerStores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The intended settings of a topic. Settings not named here, such as retention, keep the cluster's own defaults.
 *
 * @param name full name
 * @param settings Kafka's topic configuration, for a new topic
 * @param reliedOn what an existing topic must have, too, and at least as much of {@code max.message.bytes}; other settings
 *     only cost or save disk
 * @param ownPartitions its number of partitions, if it is not that of the application's topics
 */
record TopicSpecification(
        String name, Map<String, String> settings, Map<String, String> reliedOn, OptionalInt ownPartitions) {

    private static final Map<String, String> STREAM = Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, "delete");

    private static final Map<String, String> STREAM_OF_DOCUMENTS = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            "delete",
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            Integer.toString(RecordSizes.MAX_RECORD_BYTES));

    /**
     * A publication rewrites every word: 5,000 words of 100 floats are 2 MB. Kafka never compacts the segment it writes
     * to and starts a new one at 1 GiB or after a week, so with its defaults a subscriber would read hundreds of old
     * publications first. Segments of 16 MiB that are closed and cleaned within 10 minutes limit that to a few.
     */
    private static final Map<String, String> NEWEST_OF_EACH_KEY = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG, "compact",
            TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(16 << 20),
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.2",
            TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, "600000");

    /** Kafka Streams deletes bags once they have been read, and not before. */
    private static final Map<String, String> BAGS = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG, "delete",
            TopicConfig.RETENTION_MS_CONFIG, "-1");

    /** Messages are sent in chunks of half as much. */
    private static final int TALK_RECORD_BYTES = 1 << 20;

    /** Nobody reads what instances said about a round an hour ago. */
    private static final Map<String, String> TALK = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            "delete",
            TopicConfig.RETENTION_MS_CONFIG,
            "3600000",
            TopicConfig.RETENTION_BYTES_CONFIG,
            Integer.toString(256 << 20),
            TopicConfig.SEGMENT_BYTES_CONFIG,
            Integer.toString(64 << 20),
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            Integer.toString(TALK_RECORD_BYTES));

    private static final Map<String, String> RELIED_ON_BY_TALK = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            "delete",
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            Integer.toString(TALK_RECORD_BYTES));

    /** Only whole segments can be deleted. */
    private static final int BAGS_SEGMENT_BYTES = 50 << 20;

    private static TopicSpecification publicTopic(Topic<?, ?> topic, Map<String, String> settings, int recordBytes) {
        return new TopicSpecification(
                topic.name(),
                settings,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        requireNonNull(settings.get(TopicConfig.CLEANUP_POLICY_CONFIG)),
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        Integer.toString(recordBytes)),
                OptionalInt.empty());
    }

    /** All topics except {@code bags}, which is internal. */
    static List<TopicSpecification> of(Topics topics) {
        return List.of(
                publicTopic(topics.documents(), STREAM_OF_DOCUMENTS, RecordSizes.MAX_RECORD_BYTES),
                publicTopic(topics.wordEmbeddings(), NEWEST_OF_EACH_KEY, RecordSizes.MAX_LEARNED_RECORD_BYTES),
                publicTopic(topics.documentEmbeddings(), STREAM, RecordSizes.MAX_LEARNED_RECORD_BYTES),
                publicTopic(topics.learningReports(), STREAM, RecordSizes.MAX_LEARNED_RECORD_BYTES),
                publicTopic(topics.learningEvents(), STREAM, RecordSizes.MAX_LEARNED_RECORD_BYTES),
                publicTopic(topics.stories(), NEWEST_OF_EACH_KEY, RecordSizes.MAX_LEARNED_RECORD_BYTES),
                publicTopic(topics.forgottenDocuments(), NEWEST_OF_EACH_KEY, RecordSizes.MAX_LEARNED_RECORD_BYTES),
                publicTopic(topics.deadLetters(), STREAM_OF_DOCUMENTS, RecordSizes.MAX_RECORD_BYTES));
    }

    /**
     * The topics between the tasks. Those that Kafka Streams creates are as it creates them: its own settings, overridden by the user's settings
     * for all internal topics, overridden by those of each store.
     */
    static List<TopicSpecification> internal(WordtideConfig config) {
        List<TopicSpecification> internal = new ArrayList<>();
        internal.add(internal(
                InternalTopics.bags(config.applicationId()),
                BAGS,
                Map.of(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(BAGS_SEGMENT_BYTES)),
                config,
                Map.of()));
        for (StoreBuilder<?> store : LearnerStores.builders()) {
            internal.add(internal(
                    InternalTopics.changelog(config.applicationId(), store.name()),
                    Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, "compact"),
                    Map.of(),
                    config,
                    store.logConfig()));
        }
        internal.addAll(ofShards(config));
        return internal;
    }

    /** The topics of sharded models, which Kafka Streams does not create; none if models have one shard. */
    static List<TopicSpecification> ofShards(WordtideConfig config) {
        if (config.shards() == 1) {
            return List.of();
        }
        String application = config.applicationId();
        return List.of(
                new TopicSpecification(
                        InternalTopics.rounds(application), TALK, RELIED_ON_BY_TALK, OptionalInt.empty()),
                new TopicSpecification(
                        InternalTopics.refinedParts(application), TALK, RELIED_ON_BY_TALK, OptionalInt.empty()),
                new TopicSpecification(
                        InternalTopics.shards(application), STREAM, STREAM, OptionalInt.of(config.shards())));
    }

    /**
     * @param ofStreams what Kafka Streams sets and the application relies on
     * @param alsoOfStreams what Kafka Streams sets besides
     */
    private static TopicSpecification internal(
            String name,
            Map<String, String> ofStreams,
            Map<String, String> alsoOfStreams,
            WordtideConfig config,
            Map<String, String> ofStore) {
        Map<String, String> reliedOn = new TreeMap<>(ofStreams);
        reliedOn.putAll(config.internalTopicSettings());
        reliedOn.putAll(ofStore);
        Map<String, String> settings = new TreeMap<>(alsoOfStreams);
        settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime");
        settings.putAll(reliedOn);
        return new TopicSpecification(name, settings, reliedOn, OptionalInt.empty());
    }

    NewTopic toNewTopic(int partitions, int replicationFactor) {
        return new NewTopic(name, ownPartitions.orElse(partitions), (short) replicationFactor).configs(settings);
    }

    /** Where an existing topic differs from what the application relies on. */
    List<TopicDifference> differences(int partitions, TopicDescription description, Config config) {
        List<TopicDifference> differences = new ArrayList<>();
        int partitionsFound = description.partitions().size();
        int partitionsExpected = ownPartitions.orElse(partitions);
        if (partitionsFound != partitionsExpected) {
            differences.add(new TopicDifference(
                    name,
                    TopicDifference.PARTITIONS,
                    Integer.toString(partitionsExpected),
                    Integer.toString(partitionsFound)));
        }
        new TreeMap<>(reliedOn).forEach((setting, expected) -> {
            ConfigEntry found = config.get(setting);
            if (found != null && !isEnough(setting, expected, found.value())) {
                differences.add(new TopicDifference(name, setting, expected, found.value()));
            }
        });
        return differences;
    }

    private static boolean isEnough(String setting, String expected, String found) {
        return setting.equals(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
                ? Long.parseLong(found) >= Long.parseLong(expected)
                : found.equals(expected);
    }
}
