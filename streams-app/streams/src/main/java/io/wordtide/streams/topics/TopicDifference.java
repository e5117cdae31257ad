package io.wordtide.streams.topics;

import org.apache.kafka.common.config.TopicConfig;

/**
 * A setting of an existing topic that differs from what Wordtide would have set.
 *
 * @param topic full name of the topic
 * @param setting {@code partitions}, or a key of Kafka's topic configuration
 * @param expected what Wordtide would have set
 * @param found what the topic has
 */
public record TopicDifference(String topic, String setting, String expected, String found) {

    /** Name of the number of partitions among the settings. */
    static final String PARTITIONS = "partitions";

    /** Whether it is the number of partitions, which only internal topics need as it is configured. */
    public boolean isOfPartitions() {
        return setting.equals(PARTITIONS);
    }

    /** What an operator can do about it. */
    public String remedy() {
        return isOfPartitions()
                ? "set wordtide.topics.partitions=" + found + ", or start over under another wordtide.application.id"
                : "kafka-configs.sh --alter --entity-type topics --entity-name " + topic + " --add-config " + setting
                        + "=" + expected;
    }

    /** For a person: {@code documents: cleanup.policy is compact, expected delete}. */
    @Override
    public String toString() {
        String atLeast = setting.equals(TopicConfig.MAX_MESSAGE_BYTES_CONFIG) ? "at least " : "";
        return topic + ": " + setting + " is " + found + ", expected " + atLeast + expected;
    }
}
