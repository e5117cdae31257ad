package io.wordtide.app.topics;

import io.wordtide.schema.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What a public topic is to be like. What is not named here, such as retention, is the cluster's own default.
 *
 * @param name full name
 * @param settings Kafka's topic configuration
 */
record TopicSpecification(String name, Map<String, String> settings) {

    /** The largest record on a topic that carries whole documents, bytes. */
    static final int LARGEST_DOCUMENT_BYTES = 16 << 20;

    private static final List<String> COMPARED =
            List.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.MAX_MESSAGE_BYTES_CONFIG);

    private static final Map<String, String> STREAM = Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, "delete");

    private static final Map<String, String> STREAM_OF_DOCUMENTS = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            "delete",
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            Integer.toString(LARGEST_DOCUMENT_BYTES));

    /**
     * A publication rewrites every word: 5,000 words of 100 floats are 2 MB. Kafka never compacts the segment it writes
     * to and starts a new one at 1 GiB or after a week, so with its defaults a subscriber would read hundreds of old
     * publications first. A segment of 16 MiB that is closed and cleaned within 10 minutes keeps that to a few.
     */
    private static final Map<String, String> NEWEST_OF_EACH_KEY = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG, "compact",
            TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(16 << 20),
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.2",
            TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, "600000");

    /** Everything but {@code bags}, which is internal. */
    static List<TopicSpecification> of(Topics topics) {
        return List.of(
                new TopicSpecification(topics.documents().name(), STREAM_OF_DOCUMENTS),
                new TopicSpecification(topics.wordEmbeddings().name(), NEWEST_OF_EACH_KEY),
                new TopicSpecification(topics.documentEmbeddings().name(), STREAM),
                new TopicSpecification(topics.learningReports().name(), STREAM),
                new TopicSpecification(topics.deadLetters().name(), STREAM_OF_DOCUMENTS));
    }

    NewTopic toNewTopic(int partitions, int replicationFactor) {
        return new NewTopic(name, partitions, (short) replicationFactor).configs(settings);
    }

    /** Where an existing topic is not what the application relies on; the other settings only cost or save disk. */
    List<TopicDifference> differences(int partitions, TopicDescription description, Config config) {
        List<TopicDifference> differences = new ArrayList<>();
        int partitionsFound = description.partitions().size();
        if (partitionsFound != partitions) {
            differences.add(new TopicDifference(
                    name, "partitions", Integer.toString(partitions), Integer.toString(partitionsFound)));
        }
        for (String setting : COMPARED) {
            String expected = settings.get(setting);
            String found = config.get(setting).value();
            if (expected != null && !expected.equals(found)) {
                differences.add(new TopicDifference(name, setting, expected, found));
            }
        }
        return differences;
    }
}
