package io.wordtide.streams.shard;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    private static final Logger LOG = LoggerFactory.getLogger(MessageSender.class);

    private final Producer<byte[], byte[]> producer;
    private final String topic;

    /** @param producer closed with this */
    MessageSender(Producer<byte[], byte[]> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    /**
     * Returns before the message has arrived.
     *
     * @throws org.apache.kafka.common.KafkaException if the brokers do not answer
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
                    producer.send(new ProducerRecord<>(topic, partition, key, chunk), (metadata, failure) -> {
                        if (failure != null) {
                            LOG.warn(
                                    "Could not send a message about a round; it is refined without other instances topic={}"
                                            + " partition={} cause={}",
                                    topic,
                                    partition,
                                    failure.toString());
                        }
                    });
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
