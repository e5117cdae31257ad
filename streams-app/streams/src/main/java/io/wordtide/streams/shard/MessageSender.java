package io.wordtide.streams.shard;

import java.nio.ByteBuffer;
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
 * Sends messages of any length, in chunks that fit a record:
 *
 * <pre>
 * message, long, random | index of the chunk, int | number of chunks, int | bytes
 * </pre>
 *
 * <p>A message that is lost is missed by nobody but its reader, who asks again. Not thread-safe.
 */
final class MessageSender implements AutoCloseable {

    static final int HEADER_BYTES = Long.BYTES + 2 * Integer.BYTES;
    private static final int CHUNK_BYTES = 512 * 1024;

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
        long id = ThreadLocalRandom.current().nextLong();
        int count = Math.max(1, (message.length + CHUNK_BYTES - 1) / CHUNK_BYTES);
        for (int i = 0; i < count; i++) {
            int from = i * CHUNK_BYTES;
            int length = Math.min(CHUNK_BYTES, message.length - from);
            byte[] chunk = ByteBuffer.allocate(HEADER_BYTES + length)
                    .putLong(id)
                    .putInt(i)
                    .putInt(count)
                    .put(message, from, length)
                    .array();
            Future<RecordMetadata> unused =
                    producer.send(new ProducerRecord<>(topic, partition, key, chunk), (metadata, problem) -> {
                        if (problem != null) {
                            failure.compareAndSet(null, problem);
                        }
                    });
            requireNoFailure(partition);
        }
    }

    /** A producer blocks while brokers are away, and throws nothing then: each further chunk would block as long. */
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
