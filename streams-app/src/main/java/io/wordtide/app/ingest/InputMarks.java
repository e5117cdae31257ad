package io.wordtide.app.ingest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Two headers that tell which record of which input a record on a topic is, so that the topics themselves are the book
 * of what has been ingested. Not thread-safe.
 */
public final class InputMarks {

    private static final String INPUT_HEADER = "wordtide.input";
    private static final String NUMBER_HEADER = "wordtide.record";

    private final @Nullable String input;
    private final BitSet arrived;

    private InputMarks(@Nullable String input, BitSet arrived) {
        this.input = input;
        this.arrived = arrived;
    }

    /** No marks. */
    public static InputMarks none() {
        return new InputMarks(null, new BitSet());
    }

    /**
     * Marks of an input that may have been ingested in part.
     *
     * @param input name that tells it from other inputs
     * @param arrived numbers, from 0, of its records that have arrived
     */
    public static InputMarks of(String input, BitSet arrived) {
        return new InputMarks(input, arrived);
    }

    /**
     * What the headers of a record say.
     *
     * @param input name of the input
     * @param number of the record in it, from 0
     */
    record Mark(String input, int number) {}

    static Optional<Mark> read(Headers headers) {
        byte @Nullable [] input = value(headers, INPUT_HEADER);
        byte @Nullable [] number = value(headers, NUMBER_HEADER);
        // anyone can write headers: those of another form are not ours
        if (input == null || number == null || number.length != Integer.BYTES || number[0] < 0) {
            return Optional.empty();
        }
        return Optional.of(new Mark(
                new String(input, StandardCharsets.UTF_8),
                ByteBuffer.wrap(number).getInt()));
    }

    private static byte @Nullable [] value(Headers headers, String key) {
        @Nullable Header header = headers.lastHeader(key);
        return header == null ? null : header.value();
    }

    boolean hasArrived(int number) {
        return arrived.get(number);
    }

    Headers headers(int number) {
        RecordHeaders headers = new RecordHeaders();
        if (input != null) {
            headers.add(INPUT_HEADER, input.getBytes(StandardCharsets.UTF_8));
            headers.add(
                    NUMBER_HEADER,
                    ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
        }
        return headers;
    }
}
