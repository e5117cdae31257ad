package io.wordtide.streams.store;

import io.wordtide.schema.TrustedRecords;
import io.wordtide.schema.WordCounts;
import io.wordtide.schema.WordCountsCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import org.apache.avro.message.BadHeaderException;
import org.apache.avro.message.MissingSchemaException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Every bag of a model since its oldest kept snapshot, in stream order, and the outcome of each mini-batch. Those since its
 * newest are learned again when the model wakes; the others, when it has to forget one of them.
 *
 * <pre>{@code
 * key:   model id | sequence number (8 bytes, big-endian) | BAG, DUPLICATE or BOUNDARY (1 byte)
 * value: BAG        the bag, Avro single-object encoding: carries its schema's fingerprint, needs no registry
 *        DUPLICATE  the id of a document that arrived before and is skipped, in UTF-8; empty in older journals
 *        BOUNDARY   1 byte, whether the mini-batch that ends here was LEARNED, or UNDONE, or RETURNED: learned right
 *                   after the model went back to its newest snapshot; then, if word embeddings were published after
 *                   it, 8 bytes, the minimum cosine drift they were published with. Publishing changes the learner's
 *                   state, so replay repeats it
 * }</pre>
 */
public final class BagJournal {

    private static final byte BAG = 0;
    private static final byte DUPLICATE = 1;

    /** Greater than the others, so that it sorts after the bag that ends a mini-batch. */
    private static final byte BOUNDARY = 2;

    private static final byte LEARNED = 0;
    private static final byte UNDONE = 1;
    private static final byte RETURNED = 2;

    static {
        TrustedRecords.trust();
    }

    private final KeyValueStore<Bytes, byte[]> store;

    BagJournal(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** Receives the mini-batches of a journal in order. */
    @FunctionalInterface
    public interface Reader {

        /**
         * A mini-batch that was learned.
         *
         * @param publishedDrift minimum cosine drift with which words were published after it, if any were
         */
        void onLearned(DocumentMiniBatch miniBatch, OptionalDouble publishedDrift);
    }

    /** Adds a bag. */
    public void append(String modelId, long sequence, WordCounts bag) {
        store.put(key(modelId, sequence, BAG), WordCountsCodec.encodeSingleObject(bag));
    }

    /** Adds a document that is skipped. */
    public void appendDuplicate(String modelId, long sequence, String documentId) {
        store.put(key(modelId, sequence, DUPLICATE), documentId.getBytes(StandardCharsets.UTF_8));
    }

    /** Records that a mini-batch ends with this sequence number and has been learned. */
    public void appendLearned(String modelId, long sequence, OptionalDouble publishedDrift) {
        appendBoundary(modelId, sequence, LEARNED, publishedDrift);
    }

    /** As {@link #appendLearned}, of the first mini-batch after the model went back to its newest snapshot. */
    public void appendReturned(String modelId, long sequence, OptionalDouble publishedDrift) {
        appendBoundary(modelId, sequence, RETURNED, publishedDrift);
    }

    private void appendBoundary(String modelId, long sequence, byte outcome, OptionalDouble publishedDrift) {
        ByteBuffer value = ByteBuffer.allocate(publishedDrift.isPresent() ? 1 + Double.BYTES : 1)
                .put(outcome);
        publishedDrift.ifPresent(value::putDouble);
        store.put(key(modelId, sequence, BOUNDARY), value.array());
    }

    /** Records that a mini-batch ends with this sequence number and could not be learned. */
    public void appendUndone(String modelId, long sequence) {
        store.put(key(modelId, sequence, BOUNDARY), new byte[] {UNDONE});
    }

    /**
     * Reads from a sequence number to the end. Undone mini-batches are skipped.
     *
     * @return the documents after the last boundary
     */
    public OpenMiniBatch read(String modelId, long fromSequence, Reader reader) {
        OpenMiniBatch open = new OpenMiniBatch(fromSequence);
        forEachRow(modelId, fromSequence, (sequence, kind, value) -> {
            switch (kind) {
                case BAG -> open.add(sequence, bag(modelId, sequence, value));
                case DUPLICATE -> open.addDuplicate(sequence);
                default -> {
                    DocumentMiniBatch miniBatch = open.take();
                    if (value[0] != UNDONE) {
                        reader.onLearned(miniBatch, publishedDrift(value));
                    }
                }
            }
        });
        return open;
    }

    /**
     * Counts what there is from a sequence number to the end, without decoding a bag. Undone mini-batches are skipped.
     */
    public JournalSummary summary(String modelId, long fromSequence) {
        OpenMiniBatch open = new OpenMiniBatch(fromSequence);
        AtomicInteger miniBatches = new AtomicInteger();
        AtomicLong learned = new AtomicLong();
        AtomicInteger bags = new AtomicInteger();
        forEachRow(modelId, fromSequence, (sequence, kind, value) -> {
            if (kind != BOUNDARY) {
                open.addUnread(sequence);
                bags.addAndGet(kind == BAG ? 1 : 0);
                return;
            }
            open.take();
            int bagCount = bags.getAndSet(0);
            if (value[0] != UNDONE) {
                miniBatches.incrementAndGet();
                learned.addAndGet(bagCount);
            }
        });
        return new JournalSummary(miniBatches.get(), learned.get(), open.count(), open.firstSequence());
    }

    /**
     * A document of the journal.
     *
     * @param id empty for a skipped one of an older journal
     * @param bag empty for one that is skipped
     */
    public record JournaledDocument(long sequence, String id, Optional<WordCounts> bag) {}

    /**
     * Documents of the journal from one boundary to the next, or to its end.
     *
     * @param isLearned whether they were learned; false if they were undone, or still wait
     * @param nextSequence where the next mini-batch may begin; empty if they still wait
     */
    public record JournaledMiniBatch(List<JournaledDocument> documents, boolean isLearned, OptionalLong nextSequence) {}

    /** The mini-batch whose first document has a sequence number, or comes next after it. */
    public JournaledMiniBatch miniBatch(String modelId, long fromSequence) {
        List<JournaledDocument> documents = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> rows = rows(modelId, fromSequence, Long.MAX_VALUE)) {
            while (rows.hasNext()) {
                var row = rows.next();
                ByteBuffer rest = StoreKeys.rest(row.key);
                long sequence = rest.getLong();
                switch (rest.get()) {
                    case BAG -> {
                        WordCounts bag = bag(modelId, sequence, row.value);
                        documents.add(new JournaledDocument(sequence, bag.getDocumentId(), Optional.of(bag)));
                    }
                    case DUPLICATE -> documents.add(new JournaledDocument(sequence, utf8(row.value), Optional.empty()));
                    default -> {
                        return new JournaledMiniBatch(documents, row.value[0] != UNDONE, OptionalLong.of(sequence + 1));
                    }
                }
            }
        }
        return new JournaledMiniBatch(documents, false, OptionalLong.empty());
    }

    /** Sequence number of the oldest row; empty for a journal without one. */
    public OptionalLong firstSequence(String modelId) {
        try (KeyValueIterator<Bytes, byte[]> rows = rows(modelId, 0, Long.MAX_VALUE)) {
            return rows.hasNext()
                    ? OptionalLong.of(StoreKeys.rest(rows.next().key).getLong())
                    : OptionalLong.empty();
        }
    }

    /** Receives the documents of a journal in order. */
    @FunctionalInterface
    public interface IdReader {

        /** @param isSkipped whether it is skipped because its id arrived before; the id is empty then in an older journal */
        void onDocument(long sequence, String id, boolean isSkipped);
    }

    /** Passes on the ids of all documents from a sequence number to the end; decodes no bag. */
    public void readIds(String modelId, long fromSequence, IdReader reader) {
        forEachRow(modelId, fromSequence, (sequence, kind, value) -> {
            if (kind != BOUNDARY) {
                reader.onDocument(sequence, id(kind, value), kind == DUPLICATE);
            }
        });
    }

    private static String id(byte kind, byte[] value) {
        return kind == BAG ? WordCountsCodec.documentId(value).orElse("") : utf8(value);
    }

    private static String utf8(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }

    /**
     * A boundary after a mini-batch that was learned.
     *
     * @param sequence of its last document
     * @param publishedDrift minimum cosine drift with which words were published after it, if any were
     */
    public record Boundary(long sequence, OptionalDouble publishedDrift) {}

    /**
     * Removes documents, numbers those that are left consecutively, and replaces all boundaries. Reads and writes one row at
     * a time.
     *
     * @param fromSequence rows before it stay as they are
     * @param isRemoved by sequence number
     * @param boundaries as the documents are numbered then
     */
    public void rewrite(String modelId, long fromSequence, LongPredicate isRemoved, List<Boundary> boundaries) {
        long next = fromSequence;
        try (KeyValueIterator<Bytes, byte[]> rows = rows(modelId, fromSequence, Long.MAX_VALUE)) {
            while (rows.hasNext()) {
                var row = rows.next();
                ByteBuffer rest = StoreKeys.rest(row.key);
                long sequence = rest.getLong();
                byte kind = rest.get();
                boolean isKept = kind != BOUNDARY && !isRemoved.test(sequence);
                if (!isKept || sequence != next) {
                    store.delete(row.key);
                }
                if (isKept && sequence != next) {
                    store.put(key(modelId, next, kind), row.value); // before the iterator: its row has been deleted
                }
                next += isKept ? 1 : 0;
            }
        }
        boundaries.forEach(boundary -> appendLearned(modelId, boundary.sequence(), boundary.publishedDrift()));
    }

    /**
     * What has gone wrong since a snapshot.
     *
     * @param undoneInARow mini-batches undone since the last one that was learned
     * @param hasReturned whether the model has gone back to the snapshot
     */
    public record Failures(int undoneInARow, boolean hasReturned) {}

    /** What has gone wrong from a sequence number to the end. */
    public Failures failures(String modelId, long fromSequence) {
        AtomicInteger undoneInARow = new AtomicInteger();
        AtomicBoolean hasReturned = new AtomicBoolean();
        forEachRow(modelId, fromSequence, (sequence, kind, value) -> {
            if (kind == BOUNDARY) {
                undoneInARow.set(value[0] == UNDONE ? undoneInARow.get() + 1 : 0);
                hasReturned.compareAndSet(false, value[0] == RETURNED);
            }
        });
        return new Failures(undoneInARow.get(), hasReturned.get());
    }

    /** Receives the rows of a journal in order. */
    @FunctionalInterface
    private interface RowReader {

        void onRow(long sequence, byte kind, byte[] value);
    }

    private void forEachRow(String modelId, long fromSequence, RowReader reader) {
        try (KeyValueIterator<Bytes, byte[]> rows = rows(modelId, fromSequence, Long.MAX_VALUE)) {
            while (rows.hasNext()) {
                var row = rows.next();
                ByteBuffer rest = StoreKeys.rest(row.key);
                reader.onRow(rest.getLong(), rest.get(), row.value);
            }
        }
    }

    /** Deletes everything from one sequence number up to, not including, another. */
    public void delete(String modelId, long fromSequence, long toSequence) {
        if (toSequence <= fromSequence) {
            return; // before 0 comes -1, whose bytes sort after all others
        }
        List<KeyValue<Bytes, byte @Nullable []>> deletions = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> rows = rows(modelId, fromSequence, toSequence - 1)) {
            rows.forEachRemaining(row -> deletions.add(new KeyValue<>(row.key, null)));
        }
        store.putAll(deletions);
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
        return value.length == 1
                ? OptionalDouble.empty()
                : OptionalDouble.of(ByteBuffer.wrap(value).getDouble(1));
    }

    private static WordCounts bag(String modelId, long sequence, byte[] value) {
        try {
            return WordCounts.fromByteBuffer(ByteBuffer.wrap(value));
        } catch (IOException | MissingSchemaException | BadHeaderException e) {
            throw new ProcessorStateException(
                    "expected bag " + sequence + " of model " + modelId + " in this version's encoding, found "
                            + value.length + " bytes that are not; continue with the version that wrote them, or reset",
                    e);
        }
    }
}
