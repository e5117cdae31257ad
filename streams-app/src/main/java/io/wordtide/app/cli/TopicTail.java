package io.wordtide.app.cli;

import io.wordtide.schema.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads a topic as a person would: all partitions, committed records only, no consumer group. For one thread, but for
 * {@link #stop}.
 */
final class TopicTail<V> implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaConsumer<String, V> consumer;
    private final List<TopicPartition> partitions;

    /**
     * @param properties how to reach the cluster
     * @throws CommandException if there is no such topic
     */
    TopicTail(Map<String, Object> properties, Topic<String, V> topic) {
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        consumer = new KafkaConsumer<>(
                properties, new StringDeserializer(), topic.value().deserializer());
        try {
            partitions = partitions(consumer, topic.name());
            consumer.assign(partitions);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /**
     * Gives every record that is on the topic now.
     *
     * @throws CommandException if the broker stops answering, or {@link #stop} is called
     */
    void readToEnd(Consumer<ConsumerRecord<String, V>> reader) {
        try {
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long lastRead = System.nanoTime();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                ConsumerRecords<String, V> records = poll();
                records.forEach(reader);
                lastRead = records.isEmpty() ? lastRead : System.nanoTime();
                requirePatience(lastRead);
            }
        } catch (WakeupException e) {
            throw new CommandException("stopped before the topic was read to its end", e);
        }
    }

    /**
     * Gives records as they arrive, until the reader or {@link #stop} ends it.
     *
     * @param fromBeginning whether to begin with those that are on the topic already
     * @param reader returns whether to go on
     */
    void follow(boolean fromBeginning, Predicate<ConsumerRecord<String, V>> reader) {
        if (fromBeginning) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
        }
        try {
            while (true) {
                for (ConsumerRecord<String, V> record : poll()) {
                    if (!reader.test(record)) {
                        return;
                    }
                }
            }
        } catch (WakeupException e) {
            // stop() was called
        }
    }

    /** Ends reading from another thread. */
    void stop() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private static void requirePatience(long lastRead) {
        if (System.nanoTime() - lastRead > PATIENCE.toNanos()) {
            throw new CommandException("nothing came from Kafka for %d s, though the topic has more; is the broker up?"
                    .formatted(PATIENCE.toSeconds()));
        }
    }

    private ConsumerRecords<String, V> poll() {
        try {
            return consumer.poll(POLL);
        } catch (RecordDeserializationException e) {
            throw new CommandException(
                    ("%s@%d: expected a record of Wordtide, found one that cannot be decoded; check"
                                    + " --schema-registry and the topic's name")
                            .formatted(e.topicPartition(), e.offset()),
                    e);
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        if (found == null || found.isEmpty()) {
            throw new CommandException(
                    ("expected a topic %s, found none; start Wordtide, or set wordtide.topics.prefix to"
                                    + " that of its topics")
                            .formatted(topic));
        }
        return found.stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }
}
