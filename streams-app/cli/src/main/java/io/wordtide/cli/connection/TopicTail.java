package io.wordtide.cli.connection;

import io.wordtide.cli.terminal.CommandException;
import io.wordtide.schema.Topic;
import io.wordtide.streams.topics.TopicReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;

/** Reads and decodes the records of a topic. For one thread, except {@link #stop}. */
public final class TopicTail<V> implements AutoCloseable {

    private final Topic<String, V> topic;
    private final TopicReader reader;

    /**
     * @param properties how to reach the cluster
     * @throws io.wordtide.streams.topics.TopicException if the topic does not exist
     */
    public TopicTail(Map<String, Object> properties, Topic<String, V> topic) {
        this.topic = topic;
        this.reader = new TopicReader(properties, List.of(topic.name()));
    }

    /** Passes on every record that is on the topic now; a null value is a deletion. */
    public void readToEnd(Consumer<ConsumerRecord<String, V>> action) {
        reader.readToEnd(record -> action.accept(decode(record)));
    }

    /**
     * Passes on records as they arrive, until the action or {@link #stop} ends it.
     *
     * @param fromBeginning whether to start with the records already on the topic
     * @param action returns whether to continue
     */
    public void follow(boolean fromBeginning, Predicate<ConsumerRecord<String, V>> action) {
        if (!fromBeginning) {
            reader.seekToEnd();
        }
        try {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll()) {
                    if (!action.test(decode(record))) {
                        return;
                    }
                }
            }
        } catch (WakeupException e) {
            // stop() was called
        }
    }

    /** Goes to the current end of the topic. */
    public void skipToEnd() {
        reader.seek(reader.endOffsets()); // at once, unlike seekToEnd()
    }

    /**
     * Passes on the next records, if any arrive within a moment.
     *
     * @throws WakeupException after {@link #stop}
     */
    public void poll(Consumer<ConsumerRecord<String, V>> action) {
        reader.poll().forEach(record -> action.accept(decode(record)));
    }

    /** Ends {@link #follow} or {@link #poll} from another thread. */
    public void stop() {
        reader.wakeup();
    }

    @Override
    public void close() {
        reader.close();
    }

    private ConsumerRecord<String, V> decode(ConsumerRecord<byte[], byte[]> record) {
        try {
            String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
            V value = topic.value().deserializer().deserialize(topic.name(), record.value());
            return new ConsumerRecord<>(record.topic(), record.partition(), record.offset(), key, value);
        } catch (SerializationException e) {
            throw new CommandException(
                    "%s-%d@%d: expected a record of Wordtide, found one that cannot be decoded; check --schema-registry and the topic's name"
                            .formatted(record.topic(), record.partition(), record.offset()),
                    e);
        }
    }
}
