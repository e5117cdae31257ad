package io.wordtide.streams.shard;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Receives what {@link MessageSender}s send from now on. A message whose beginning was sent before is dropped. Not
 * thread-safe, except for {@link #wakeUp}.
 */
final class MessageReceiver implements AutoCloseable {

    /** Messages that are incomplete at the same time: of a task and of its predecessor that does not know yet. */
    private static final int MOST_INCOMPLETE = 16;

    private final Consumer<byte[], byte[]> consumer;
    private final Map<Long, Incomplete> incomplete = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Incomplete> eldest) {
            return size() > MOST_INCOMPLETE;
        }
    };

    /** @param consumer closed with this */
    MessageReceiver(Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
        this.consumer = consumer;
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // seekToEnd alone waits for the first poll
    }

    /**
     * A complete message.
     *
     * @param partition of the topic
     */
    record Message(int partition, byte[] key, byte[] bytes) {}

    private static final class Incomplete {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int next;
    }

    /** Waits for messages, at most as long as given; they are in the order of their last chunks. */
    List<Message> poll(Duration wait) {
        List<Message> messages = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> chunk : consumer.poll(wait)) {
            byte[] bytes = add(ByteBuffer.wrap(chunk.value()));
            if (bytes != null) {
                messages.add(new Message(chunk.partition(), chunk.key(), bytes));
            }
        }
        return messages;
    }

    private byte @Nullable [] add(ByteBuffer chunk) {
        if (chunk.remaining() < MessageSender.HEADER_BYTES) {
            return null;
        }
        long id = chunk.getLong();
        int index = chunk.getInt();
        int count = chunk.getInt();
        Incomplete message = index == 0 ? new Incomplete() : incomplete.remove(id);
        if (message == null || message.next != index) {
            return null;
        }
        message.bytes.write(chunk.array(), chunk.arrayOffset() + chunk.position(), chunk.remaining());
        message.next++;
        if (message.next == count) {
            return message.bytes.toByteArray();
        }
        incomplete.put(id, message);
        return null;
    }

    /** Ends a {@link #poll} with a {@code WakeupException}; thread-safe. */
    void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
