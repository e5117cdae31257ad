package io.wordtide.integration;

import static io.wordtide.streams.topics.AdminCalls.await;
import static io.wordtide.streams.topics.AdminCalls.awaitUntil;
import static java.util.stream.Collectors.toCollection;

import io.wordtide.schema.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** Clients with a topic's own types, to write to it and to read everything it holds. */
public final class TopicRecords {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Set<TransactionState> ENDING =
            Set.of(TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT);

    private TopicRecords() {}

    /** A producer; the caller closes it. */
    public static <K, V> KafkaProducer<K, V> producer(
            String bootstrapServers, Topic<K, V> topic, Map<String, Object> config) {
        Map<String, Object> all = new HashMap<>(config);
        all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return new KafkaProducer<>(all, topic.key().serializer(), topic.value().serializer());
    }

    /** Sends all records and returns once the broker has them; a transaction, if any, is left to the caller. */
    public static <K, V> void write(Producer<K, V> producer, List<ProducerRecord<K, V>> records)
            throws ExecutionException, InterruptedException {
        List<Future<RecordMetadata>> sent = records.stream().map(producer::send).toList();
        producer.flush();
        for (Future<RecordMetadata> record : sent) {
            record.get();
        }
    }

    /** Every committed record from the first to the current last; partition by partition, each in order. */
    public static <K, V> List<ConsumerRecord<K, V>> committed(String bootstrapServers, Topic<K, V> topic) {
        awaitTransactions(bootstrapServers);
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

    /** Waits until readers see what has been committed: producers learn of it a moment earlier. */
    public static void awaitTransactions(String bootstrapServers) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            Set<String> ending = ending(admin);
            awaitUntil("the transactions " + ending + " to end", () -> {
                if (!ending.isEmpty()) {
                    ending.retainAll(ending(admin));
                }
                return ending.isEmpty();
            });
        }
    }

    private static Set<String> ending(Admin admin) {
        return await(
                        "list the transactions",
                        admin.listTransactions(new ListTransactionsOptions().filterStates(ENDING))
                                .all())
                .stream()
                .map(TransactionListing::transactionalId)
                .collect(toCollection(HashSet::new));
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
