package io.wordtide.streams.shard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Receives what {@link MessageSender}s send from now on. A message whose beginning was sent before is dropped. Not
 * thread-safe, except for {@link #wakeUp}.
 */
final class MessageReceiver implements AutoCloseable {

    /** A stream thread waits for it, and there is nothing to commit. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final MessageChunks chunks = new MessageChunks();

    /** @param consumer closed with this */
    MessageReceiver(Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
        this.consumer = consumer;
        try {
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position); // seekToEnd alone waits for the first poll
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * A complete message.
     *
     * @param partition of the topic
     */
    record Message(int partition, byte[] key, byte[] bytes) {}

    /** Waits for messages, at most as long as given; they are in the order of their last chunks. */
    List<Message> poll(Duration wait) {
        List<Message> messages = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> chunk : consumer.poll(wait)) {
            if (chunk.key() == null || chunk.value() == null) {
                continue; // not ours
            }
            byte[] bytes = chunks.add(chunk.value());
            if (bytes != null) {
                messages.add(new Message(chunk.partition(), chunk.key(), bytes));
            }
        }
        return messages;
    }

    /** Ends a {@link #poll} with a {@code WakeupException}; thread-safe. */
    void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
    }
}
