package io.wordtide.streams.shard;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages of any length, as {@link MessageChunks}.
 *
 * <p>A message that is lost is missed by nobody but its reader, who asks again. Not thread-safe.
 */
final class MessageSender implements AutoCloseable {

    private final Producer<byte[], byte[]> producer;
    private final String topic;

    /** Of a message that was sent earlier. */
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /** @param producer closed with this */
    MessageSender(Producer<byte[], byte[]> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    /**
     * Returns before the message has arrived.
     *
     * @throws KafkaException if the brokers do not answer, or have not accepted an earlier message
     */
    void send(int partition, byte[] key, byte[] message) {
        MessageChunks.split(ThreadLocalRandom.current().nextLong(), message).forEach(chunk -> {
            Future<RecordMetadata> unused =
                    producer.send(new ProducerRecord<>(topic, partition, key, chunk), (metadata, problem) -> {
                        if (problem != null) {
                            failure.compareAndSet(null, problem);
                        }
                    });
            requireNoFailure(partition);
        });
    }

    /** While brokers are away a producer blocks and throws nothing, so that each further chunk would block as long. */
    private void requireNoFailure(int partition) {
        Exception cause = failure.getAndSet(null);
        if (cause != null) {
            throw new KafkaException(
                    "expected the brokers to accept a message for " + topic + "-" + partition + ", found "
                            + cause.getMessage(),
                    cause);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
