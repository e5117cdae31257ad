package io.wordtide.app.testing;

import io.wordtide.schema.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** Clients that speak a topic's own types: writing to a topic, and everything it holds. */
public final class TopicRecords {

    private static final Duration POLL = Duration.ofMillis(100);

    private TopicRecords() {}

    /** A producer; the caller closes it. */
    public static <K, V> KafkaProducer<K, V> producer(
            String bootstrapServers, Topic<K, V> topic, Map<String, Object> config) {
        Map<String, Object> all = new HashMap<>(config);
        all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return new KafkaProducer<>(all, topic.key().serializer(), topic.value().serializer());
    }

    /** Sends all and returns when the broker has them; a transaction, if any, stays the caller's. */
    public static <K, V> void write(Producer<K, V> producer, List<ProducerRecord<K, V>> records)
            throws ExecutionException, InterruptedException {
        List<Future<RecordMetadata>> sent = records.stream().map(producer::send).toList();
        producer.flush();
        for (Future<RecordMetadata> record : sent) {
            record.get();
        }
    }

    /** Every committed record from the first to the last there is now; partition by partition, each in its order. */
    public static <K, V> List<ConsumerRecord<K, V>> committed(String bootstrapServers, Topic<K, V> topic) {
        Map<String, Object> config = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false);
        try (KafkaConsumer<K, V> consumer = new KafkaConsumer<>(
                config, topic.key().deserializer(), topic.value().deserializer())) {
            List<ConsumerRecord<K, V>> records = new ArrayList<>();
            consumer.partitionsFor(topic.name())
                    .forEach(partition -> records.addAll(
                            committed(consumer, new TopicPartition(topic.name(), partition.partition()))));
            return records;
        }
    }

    private static <K, V> List<ConsumerRecord<K, V>> committed(KafkaConsumer<K, V> consumer, TopicPartition partition) {
        List<TopicPartition> only = List.of(partition);
        consumer.assign(only);
        consumer.seekToBeginning(only);
        long end = consumer.endOffsets(only).getOrDefault(partition, 0L);
        List<ConsumerRecord<K, V>> records = new ArrayList<>();
        while (consumer.position(partition) < end) {
            records.addAll(consumer.poll(POLL).records(partition));
        }
        return records;
    }
}
