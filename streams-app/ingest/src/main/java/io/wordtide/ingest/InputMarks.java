package io.wordtide.ingest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Headers that show which record of which input a record on a topic is, so that the topics themselves record what has
 * been ingested. A record is identified by its number in the input, or, where numbers shift as in a feed, by its key.
 * Not thread-safe.
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
     * @param key its key on the topic, actual or future
     */
    boolean hasArrived(int number, String key);

    /** Headers for a record that is about to be sent; it counts as arrived from now on. */
    Headers mark(int number, String key);

    /** No marks: nothing is remembered. */
    static InputMarks none() {
        return new None();
    }

    /**
     * Marks by number.
     *
     * @param input name that distinguishes it from other inputs
     * @param arrived numbers, from 0, of its records that have arrived
     */
    static InputMarks byNumber(String input, BitSet arrived) {
        return new ByNumber(input, arrived);
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
        public boolean hasArrived(int number, String key) {
            return false;
        }

        @Override
        public Headers mark(int number, String key) {
            return new RecordHeaders();
        }
    }

    /** See {@link #byNumber}. */
    record ByNumber(String input, BitSet arrived) implements InputMarks {

        @Override
        public boolean hasArrived(int number, String key) {
            return arrived.get(number);
        }

        @Override
        public Headers mark(int number, String key) {
            arrived.set(number);
            return headers(input)
                    .add(
                            NUMBER_HEADER,
                            ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
        }
    }

    /** See {@link #byKey}. */
    record ByKey(String input, RecentKeys arrived, UnaryOperator<String> formerKey) implements InputMarks {

        @Override
        public boolean hasArrived(int number, String key) {
            return arrived.contains(key) || arrived.contains(formerKey.apply(key));
        }

        @Override
        public Headers mark(int number, String key) {
            arrived.add(key);
            return headers(input);
        }
    }
}
