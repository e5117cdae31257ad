package io.wordtide.ingest;

import io.wordtide.schema.Document;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Headers that show which record of which input a record on a topic is, so that the topics themselves record what has
 * been ingested. A record is identified by its number in the input and by what it says, or, where numbers shift as in a
 * feed, by its key. Not thread-safe.
 */
public sealed interface InputMarks {

    /** Name of the input. */
    String INPUT_HEADER = "wordtide.input";

    /** Number of the record in the input, from 0, four bytes; absent if the key identifies the record. */
    String NUMBER_HEADER = "wordtide.record";

    /**
     * Whether a record of the input is already on the topics.
     *
     * @param number of the record in its input, from 0
     */
    boolean hasArrived(int number, ReadResult result);

    /**
     * A record as it is sent, with its mark; it counts as arrived from now on.
     *
     * @param number of the record in its input, from 0
     */
    MarkedRecord mark(int number, ReadResult result);

    /**
     * A record to be sent.
     *
     * @param result the record, with an id that no other from the same place has
     * @param headers its mark
     */
    record MarkedRecord(ReadResult result, Headers headers) {}

    /** No marks: nothing is remembered. */
    static InputMarks none() {
        return new None();
    }

    /**
     * Marks by number, for an input whose records have arrived if the same ones came from the same places before.
     *
     * @param input name that distinguishes it from other inputs
     * @param arrived what has arrived of it; changed by each mark
     */
    static ByNumber byNumber(String input, ArrivedInput arrived) {
        return new ByNumber(input, arrived, true);
    }

    /**
     * Marks by number, for an input that can be read only once, such as a pipe: its records are new, even if they are
     * the same as on an earlier run.
     *
     * @param input name that distinguishes it from other inputs
     * @param arrived what has arrived from inputs of this name; changed by each mark
     */
    static ByNumber ofPipe(String input, ArrivedInput arrived) {
        return new ByNumber(input, arrived, false);
    }

    /**
     * Marks by key.
     *
     * @param input name of the input
     * @param arrived keys of the records that have arrived, from whatever input
     * @param formerKey from the key of a record to the one it had in earlier versions, by which it may have arrived; or
     *     the same key
     */
    static InputMarks byKey(String input, RecentKeys arrived, UnaryOperator<String> formerKey) {
        return new ByKey(input, arrived, formerKey);
    }

    /**
     * The contents of a record's mark.
     *
     * @param input name of the input
     * @param number of the record in it, from 0; null if its key identifies it
     */
    record Mark(String input, @Nullable Integer number) {}

    /** The mark in the headers of a record; empty if it has none. */
    static Optional<Mark> read(Headers headers) {
        byte @Nullable [] input = value(headers, INPUT_HEADER);
        byte @Nullable [] number = value(headers, NUMBER_HEADER);
        // anyone can write headers: those of another form are not ours
        if (input == null || (number != null && (number.length != Integer.BYTES || number[0] < 0))) {
            return Optional.empty();
        }
        return Optional.of(new Mark(
                new String(input, StandardCharsets.UTF_8),
                number == null ? null : (Integer) ByteBuffer.wrap(number).getInt()));
    }

    private static byte @Nullable [] value(Headers headers, String key) {
        @Nullable Header header = headers.lastHeader(key);
        return header == null ? null : header.value();
    }

    private static Headers headers(String input) {
        return new RecordHeaders().add(INPUT_HEADER, input.getBytes(StandardCharsets.UTF_8));
    }

    /** See {@link #none}. */
    record None() implements InputMarks {

        @Override
        public boolean hasArrived(int number, ReadResult result) {
            return false;
        }

        @Override
        public MarkedRecord mark(int number, ReadResult result) {
            return new MarkedRecord(result, new RecordHeaders());
        }
    }

    /** See {@link #byNumber} and {@link #ofPipe}. */
    final class ByNumber implements InputMarks {

        private final String input;
        private final ArrivedInput arrived;
        private final boolean canBeReadAgain;
        private long passedOverCount;
        private long markedCount;
        private long replacingCount;

        private ByNumber(String input, ArrivedInput arrived, boolean canBeReadAgain) {
            this.input = input;
            this.arrived = arrived;
            this.canBeReadAgain = canBeReadAgain;
        }

        /** Records that had arrived already. */
        public long passedOverCount() {
            return passedOverCount;
        }

        /** Records that were marked, to be sent. */
        public long markedCount() {
            return markedCount;
        }

        /** Records that were sent although others from the same places had arrived. */
        public long replacingCount() {
            return replacingCount;
        }

        @Override
        public boolean hasArrived(int number, ReadResult result) {
            boolean hasArrived = canBeReadAgain
                    && arrived.count(number) > 0 // else nothing has to be hashed
                    && arrived.contains(number, RecordDigests.of(input, result));
            passedOverCount += hasArrived ? 1 : 0;
            return hasArrived;
        }

        @Override
        public MarkedRecord mark(int number, ReadResult result) {
            int before = arrived.count(number);
            replacingCount += before > 0 ? 1 : 0;
            markedCount++;
            arrived.add(number, RecordDigests.of(input, result));
            byte[] place = ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
            return new MarkedRecord(
                    withIdOfItsOwn(result, before + 1), headers(input).add(NUMBER_HEADER, place));
        }

        /** Another document with the id of an earlier one would be skipped as a duplicate of it. */
        private ReadResult withIdOfItsOwn(ReadResult result, int copy) {
            if (result instanceof ReadResult.Accepted accepted && PlaceIds.isOf(input, accepted.key())) {
                return new ReadResult.Accepted(Document.newBuilder(accepted.document())
                        .setId(PlaceIds.nth(accepted.key(), copy))
                        .build());
            }
            return result;
        }
    }

    /** See {@link #byKey}. */
    record ByKey(String input, RecentKeys arrived, UnaryOperator<String> formerKey) implements InputMarks {

        @Override
        public boolean hasArrived(int number, ReadResult result) {
            return arrived.contains(result.key()) || arrived.contains(formerKey.apply(result.key()));
        }

        @Override
        public MarkedRecord mark(int number, ReadResult result) {
            arrived.add(result.key());
            return new MarkedRecord(result, headers(input));
        }
    }
}
