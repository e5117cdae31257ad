package io.wordtide.cli.check;

import io.wordtide.streams.config.WordtideConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Tries whether a transactional id can be used. It is an id of its own, so that it ends nobody else's transactions;
 * brokers forget it after a week.
 */
final class TransactionTrial {

    /** Kafka's minute is long for a person at a terminal. */
    private static final int PATIENCE_MS = 15_000;

    private TransactionTrial() {}

    static String transactionalId(WordtideConfig config) {
        return config.applicationId() + "-check";
    }

    /**
     * Kafka's reason, if it refuses.
     *
     * @param timeoutMs transaction timeout, ms
     */
    static Optional<KafkaException> refusal(WordtideConfig config, int timeoutMs) {
        Map<String, Object> properties = new HashMap<>(config.producerProperties());
        properties.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MS);
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId(config));
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, timeoutMs);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            return Optional.empty();
        } catch (KafkaException e) {
            return Optional.of(e);
        }
    }
}
