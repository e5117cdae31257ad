package io.wordtide.streams.shard;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends messages of any length, as {@link MessageChunks}.
 *
 * <p>A message that is lost is missed by nobody but its reader, who asks again. Not thread-safe.
 */
final class MessageSender implements AutoCloseable {

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
        MessageChunks.split(ThreadLocalRandom.current().nextLong(), message).forEach(chunk -> {
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
        });
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
