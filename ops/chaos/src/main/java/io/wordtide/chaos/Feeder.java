package io.wordtide.chaos;

import io.wordtide.schema.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes records in order, each exactly once whatever happens to brokers: an idempotent producer, no transactions. For
 * one thread.
 */
final class Feeder implements AutoCloseable {

    private static final int PATIENCE_MS = 600_000;

    private final String topic;
    private final Producer<byte[], byte[]> producer;
    private final List<InputRecord> sent = new ArrayList<>();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    Feeder(Map<String, Object> producerProperties, Topic<?, ?> documents) {
        Map<String, Object> properties = new HashMap<>(producerProperties);
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        // brokers may be away for long; the application under test has its own limits
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MS);
        topic = documents.name();
        producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Sends a record; does not wait for the brokers. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback gets the outcome
    void send(InputRecord record) {
        sent.add(record);
        producer.send(
                new ProducerRecord<>(
                        topic,
                        null,
                        record.timestampMs(),
                        record.key().getBytes(StandardCharsets.UTF_8),
                        record.value()),
                (metadata, e) -> {
                    if (e != null) {
                        failure.compareAndSet(null, e);
                    }
                });
    }

    /**
     * All records sent so far, in order.
     *
     * @throws IllegalStateException if the brokers did not accept one of them
     */
    List<InputRecord> sent() {
        Exception e = failure.get();
        if (e != null) {
            throw new IllegalStateException("expected the brokers to accept every record, found " + e, e);
        }
        return sent;
    }

    /** Waits until the brokers have everything. */
    void flush() {
        producer.flush();
        sent();
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
