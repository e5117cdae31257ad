package io.wordtide.streams.topics;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads whole topics as bytes: all partitions from their beginning, committed records only, without a consumer group.
 * For one thread, except for {@link #wakeup}.
 */
public final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    /**
     * Starts at the beginning of the topics.
     *
     * @param consumerProperties how to reach the cluster; a group is used only for {@link #seekToCommitted}
     * @throws TopicException if a topic does not exist
     */
    public TopicReader(Map<String, ?> consumerProperties, Collection<String> topics) {
        Map<String, Object> properties = new HashMap<>(consumerProperties);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            this.partitions =
                    topics.stream().flatMap(topic -> partitions(topic).stream()).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Number of partitions of one of the topics. */
    public int partitionCount(String topic) {
        return (int) partitions.stream()
                .filter(partition -> partition.topic().equals(topic))
                .count();
    }

    /** Whether a topic has got partitions since the reader was made; they are not read. */
    public boolean hasNewPartitions() {
        return partitions.stream()
                .map(TopicPartition::topic)
                .distinct()
                .anyMatch(topic -> partitions(topic).size() > partitionCount(topic));
    }

    /** Offset of the first record of each partition that still exists. */
    public Map<TopicPartition, Long> beginningOffsets() {
        return consumer.beginningOffsets(partitions);
    }

    /** Offset after the last committed record of each partition. */
    public Map<TopicPartition, Long> endOffsets() {
        return consumer.endOffsets(partitions);
    }

    /** Offset after the last record of a partition that was read. */
    public long position(TopicPartition partition) {
        return consumer.position(partition);
    }

    /** Goes back to the beginning of the topics. */
    public void seekToBeginning() {
        consumer.seekToBeginning(partitions);
    }

    /** Goes to the current end of the topics. */
    public void seekToEnd() {
        consumer.seekToEnd(partitions);
    }

    /**
     * Goes back {@code recordCount} records from the current end of each topic, divided evenly among its partitions.
     *
     * @return whether these are all records of all topics
     */
    public boolean seekBeforeEnd(long recordCount) {
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        boolean isAll = true;
        for (Map.Entry<TopicPartition, Long> end :
                consumer.endOffsets(partitions).entrySet()) {
            TopicPartition partition = end.getKey();
            long beginning = beginnings.getOrDefault(partition, 0L);
            long from = end.getValue() - recordCount / partitionCount(partition.topic());
            consumer.seek(partition, Math.max(beginning, from));
            isAll &= from <= beginning;
        }
        return isAll;
    }

    /** Goes to offsets of partitions; others stay where they are. */
    public void seek(Map<TopicPartition, Long> offsets) {
        offsets.forEach(consumer::seek);
    }

    /**
     * Goes to the offsets that the properties' consumer group has committed; stays at the beginning where it has none.
     */
    public void seekToCommitted() {
        consumer.committed(Set.copyOf(partitions)).forEach((partition, committed) -> {
            if (committed != null) { // Kafka's way of saying that the group has no offset there
                consumer.seek(partition, committed);
            }
        });
    }

    /** Goes to the first record of each partition whose timestamp is at or after a time, or to the end. */
    public void seekToTime(Instant time) {
        Map<TopicPartition, Long> times =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> time.toEpochMilli()));
        consumer.offsetsForTimes(times).forEach((partition, found) -> {
            if (found == null) { // Kafka's way of saying that none exists
                consumer.seekToEnd(List.of(partition));
            } else {
                consumer.seek(partition, found.offset());
            }
        });
    }

    /**
     * The record at a position of these topics; empty if it does not exist, or no longer does. Leaves the reader there.
     */
    public Optional<ConsumerRecord<byte[], byte[]>> read(RecordPosition position) {
        TopicPartition partition = new TopicPartition(position.topic(), position.partition());
        if (!partitions.contains(partition) || !isBetweenEnds(partition, position.offset())) {
            return Optional.empty();
        }
        consumer.pause(partitions);
        consumer.resume(List.of(partition));
        consumer.seek(partition, position.offset());
        try {
            while (consumer.position(partition) <= position.offset()) {
                for (ConsumerRecord<byte[], byte[]> record : poll()) {
                    // a later record arrives if this one was not committed
                    return record.offset() == position.offset() ? Optional.of(record) : Optional.empty();
                }
            }
            return Optional.empty();
        } finally {
            consumer.resume(partitions);
        }
    }

    private boolean isBetweenEnds(TopicPartition partition, long offset) {
        List<TopicPartition> only = List.of(partition);
        return consumer.beginningOffsets(only).getOrDefault(partition, 0L) <= offset
                && offset < consumer.endOffsets(only).getOrDefault(partition, 0L);
    }

    /** Passes every record from the reader's position to the current end to an action. */
    public void readToEnd(Consumer<ConsumerRecord<byte[], byte[]>> action) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (!ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
            poll().forEach(action);
        }
    }

    /**
     * The next records; empty if none arrive within a moment.
     *
     * @throws org.apache.kafka.common.errors.WakeupException after {@link #wakeup}
     */
    public ConsumerRecords<byte[], byte[]> poll() {
        return consumer.poll(POLL);
    }

    /** Interrupts a waiting {@link #poll}, or the next one; may be called from any thread. */
    public void wakeup() {
        consumer.wakeup();
    }

    /** At once: nothing has to be committed, and the answer to a fetch in progress can be half a second away. */
    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }

    private List<TopicPartition> partitions(String topic) {
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        if (found == null || found.isEmpty()) {
            throw new TopicException("expected a topic " + topic
                    + ", found none; start Wordtide, or set wordtide.topics.prefix to that of its topics");
        }
        return found.stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }
}
