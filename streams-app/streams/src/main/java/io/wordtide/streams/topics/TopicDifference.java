package io.wordtide.streams.topics;

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

    /** What an operator can do about it. */
    public String remedy() {
        return setting.equals(PARTITIONS)
                ? "set wordtide.topics.partitions=" + found + ", or start over with other topics"
                : "kafka-configs.sh --alter --entity-type topics --entity-name " + topic + " --add-config " + setting
                        + "=" + expected;
    }

    /** For a person: {@code documents: cleanup.policy is compact, expected delete}. */
    @Override
    public String toString() {
        return topic + ": " + setting + " is " + found + ", expected " + expected;
    }
}
