package io.wordtide.cli.deadletter;

import io.wordtide.schema.DeadLetter;
import io.wordtide.schema.Topic;
import io.wordtide.streams.topics.RecordPosition;
import io.wordtide.streams.topics.TopicReader;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter on its topic.
 *
 * @param position its position on the topic
 * @param key key of the original record
 * @param headers headers of the original record
 * @param letter the dead letter itself
 */
public record StoredDeadLetter(RecordPosition position, byte @Nullable [] key, Headers headers, DeadLetter letter) {

    /**
     * Reads all letters that are on the topic now, partition by partition.
     *
     * @param consumerProperties how to reach the cluster
     * @throws io.wordtide.streams.topics.TopicException if the topic does not exist
     * @throws DeadLetterException if a record cannot be decoded
     */
    public static void readAll(
            Map<String, ?> consumerProperties, Topic<String, DeadLetter> topic, Consumer<StoredDeadLetter> action) {
        try (TopicReader reader = new TopicReader(consumerProperties, List.of(topic.name()))) {
            reader.readToEnd(record -> action.accept(decode(record, topic)));
        }
    }

    static StoredDeadLetter decode(ConsumerRecord<byte[], byte[]> record, Topic<String, DeadLetter> topic) {
        RecordPosition position = RecordPosition.of(record);
        try {
            DeadLetter letter = topic.value().deserializer().deserialize(topic.name(), record.value());
            return new StoredDeadLetter(position, record.key(), record.headers(), letter);
        } catch (SerializationException e) {
            throw new DeadLetterException(
                    position + ": expected a dead letter of Wordtide, found a record that cannot be decoded; check"
                            + " --schema-registry, and the topic's name",
                    e);
        }
    }

    /** Whether the letter holds the whole original: key, headers and value. A truncated one lacks part of the value. */
    boolean isWhole() {
        return letter.getValue()
                .filter(value -> value.remaining() == letter.getValueSize())
                .isPresent();
    }
}
