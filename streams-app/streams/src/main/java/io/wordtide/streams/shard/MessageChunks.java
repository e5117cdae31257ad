package io.wordtide.streams.shard;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Messages of any length as chunks that fit a record, and the messages that are put together again from them:
 *
 * <pre>
 * message, long, random | index of the chunk, int | number of chunks, int | bytes
 * </pre>
 *
 * <p>The chunks of a message arrive in order, with those of other messages in between. Not thread-safe.
 */
final class MessageChunks {

    /** Messages that are incomplete at the same time: of a task and of its predecessor that does not know yet. */
    static final int MOST_INCOMPLETE = 16;

    /** Bytes of a message in one chunk. */
    static final int CHUNK_BYTES = 512 * 1024;

    private static final int HEADER_BYTES = Long.BYTES + 2 * Integer.BYTES;

    private final Map<Long, Incomplete> incomplete = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Incomplete> eldest) {
            return size() > MOST_INCOMPLETE;
        }
    };

    private static final class Incomplete {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int next;
    }

    /** The chunks of a message, in order; an empty message has one. */
    static Stream<byte[]> split(long id, byte[] message) {
        int count = Math.max(1, (message.length + CHUNK_BYTES - 1) / CHUNK_BYTES);
        return IntStream.range(0, count).mapToObj(i -> {
            int from = i * CHUNK_BYTES;
            int length = Math.min(CHUNK_BYTES, message.length - from);
            return ByteBuffer.allocate(HEADER_BYTES + length)
                    .putLong(id)
                    .putInt(i)
                    .putInt(count)
                    .put(message, from, length)
                    .array();
        });
    }

    /**
     * Adds the next chunk; returns the message that it completes, if it does. A message is dropped if one of its chunks is
     * missing, and the oldest one if too many are incomplete.
     */
    byte @Nullable [] add(byte[] received) {
        ByteBuffer chunk = ByteBuffer.wrap(received);
        if (chunk.remaining() < HEADER_BYTES) {
            return null;
        }
        long id = chunk.getLong();
        int index = chunk.getInt();
        int count = chunk.getInt();
        Incomplete message = index == 0 ? new Incomplete() : incomplete.remove(id);
        if (message == null || message.next != index) {
            return null;
        }
        message.bytes.write(received, HEADER_BYTES, chunk.remaining());
        message.next++;
        if (message.next == count) {
            return message.bytes.toByteArray();
        }
        incomplete.put(id, message);
        return null;
    }
}
