package io.wordtide.app.topics;

/**
 * A setting of an existing topic that is not as Wordtide would have made it.
 *
 * @param topic full name of the topic
 * @param setting {@code partitions}, or a key of Kafka's topic configuration
 * @param expected what Wordtide would have set
 * @param found what the topic has
 */
public record TopicDifference(String topic, String setting, String expected, String found) {

    /** For a person: {@code documents: cleanup.policy is compact, expected delete}. */
    @Override
    public String toString() {
        return topic + ": " + setting + " is " + found + ", expected " + expected;
    }
}
