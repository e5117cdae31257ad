package io.wordtide.app.store;

import io.wordtide.schema.TrustedRecords;
import io.wordtide.schema.WordCounts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.avro.message.BadHeaderException;
import org.apache.avro.message.MissingSchemaException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Every bag of a model since its last snapshot, in the order of the stream, and where each mini-batch ended.
 *
 * <pre>{@code
 * key:   model id | sequence number (8 bytes, big-endian) | BAG or BOUNDARY (1 byte)
 * value: BAG       the bag, Avro single-object encoding: carries its schema's fingerprint, needs no registry
 *        BOUNDARY  8 bytes, the minimum cosine drift with which word embeddings were published after the
 *                  mini-batch that ends with this bag; empty if they were not. Publishing changes the learner's
 *                  state, so it is repeated
 * }</pre>
 */
public final class BagJournal {

    private static final byte BAG = 0;
    static final byte BOUNDARY = 1;

    static {
        TrustedRecords.trust();
    }

    private final KeyValueStore<Bytes, byte[]> store;

    BagJournal(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** What the journal of a model tells when it is read in order. */
    public interface Reader {

        /** The next bag. */
        void onBag(WordCounts bag, long sequence);

        /** The bags since the last boundary are a mini-batch. */
        void onBoundary(OptionalDouble publishedDrift);
    }

    /** Adds a bag. */
    public void append(String modelId, long sequence, WordCounts bag) {
        try {
            store.put(key(modelId, sequence, BAG), array(bag.toByteBuffer()));
        } catch (IOException e) {
            throw new ProcessorStateException("expected to encode a bag in memory, model " + modelId, e);
        }
    }

    /** Notes that a mini-batch ends with the bag of this sequence number. */
    public void appendBoundary(String modelId, long sequence, OptionalDouble publishedDrift) {
        byte[] value = publishedDrift.isPresent()
                ? ByteBuffer.allocate(Double.BYTES)
                        .putDouble(publishedDrift.getAsDouble())
                        .array()
                : new byte[0];
        store.put(key(modelId, sequence, BOUNDARY), value);
    }

    /** Reads on from a sequence number to the end. */
    public void read(String modelId, long fromSequence, Reader reader) {
        try (KeyValueIterator<Bytes, byte[]> rows = rows(modelId, fromSequence, Long.MAX_VALUE)) {
            while (rows.hasNext()) {
                var row = rows.next();
                ByteBuffer rest = StoreKeys.rest(row.key);
                long sequence = rest.getLong();
                if (rest.get() == BAG) {
                    reader.onBag(bag(modelId, sequence, row.value), sequence);
                } else {
                    reader.onBoundary(publishedDrift(row.value));
                }
            }
        }
    }

    /** Deletes everything from one sequence number up to, not including, another. */
    public void delete(String modelId, long fromSequence, long toSequence) {
        if (toSequence <= fromSequence) {
            return; // before 0 there is -1, whose bytes come after all others
        }
        List<Bytes> keys = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> rows = rows(modelId, fromSequence, toSequence - 1)) {
            rows.forEachRemaining(row -> keys.add(row.key));
        }
        keys.forEach(store::delete);
    }

    private KeyValueIterator<Bytes, byte[]> rows(String modelId, long fromSequence, long lastSequence) {
        return store.range(key(modelId, fromSequence, BAG), key(modelId, lastSequence, BOUNDARY));
    }

    private static Bytes key(String modelId, long sequence, byte kind) {
        return StoreKeys.key(
                modelId,
                ByteBuffer.allocate(Long.BYTES + 1).putLong(sequence).put(kind).array());
    }

    private static OptionalDouble publishedDrift(byte[] value) {
        return value.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(ByteBuffer.wrap(value).getDouble());
    }

    private static WordCounts bag(String modelId, long sequence, byte[] value) {
        try {
            return WordCounts.fromByteBuffer(ByteBuffer.wrap(value));
        } catch (IOException | MissingSchemaException | BadHeaderException e) {
            throw new ProcessorStateException(
                    "expected bag " + sequence + " of model " + modelId + " in this version's encoding, found "
                            + value.length + " bytes that are not; go on with the version that wrote them, or reset",
                    e);
        }
    }

    private static byte[] array(ByteBuffer buffer) {
        byte[] array = new byte[buffer.remaining()];
        buffer.get(array);
        return array;
    }
}
