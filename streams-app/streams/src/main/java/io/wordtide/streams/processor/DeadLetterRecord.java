package io.wordtide.streams.processor;

import io.wordtide.schema.DeadLetter;
import io.wordtide.schema.RecordSizes;
import io.wordtide.streams.error.BadDocumentException;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as a complete record, with the original's key and headers as far as they fit.
 *
 * @param key the original key; only its beginning if key and headers are longer than
 *     {@link RecordSizes#MAX_DEAD_LETTER_FRAME_BYTES}
 * @param headers the original headers; empty in that case
 * @param letter without the original value in that case, so that nobody mistakes an incomplete record for the whole
 */
record DeadLetterRecord(byte @Nullable [] key, Headers headers, DeadLetter letter) {

    /** The dead letter of a record that cannot be learned. */
    static DeadLetterRecord of(
            String origin,
            BadDocumentException problem,
            byte @Nullable [] key,
            Headers headers,
            byte @Nullable [] value,
            Instant failedAt) {
        DeadLetter letter = Records.deadLetter(origin, problem, value, failedAt);
        if (RecordLimits.frameBytes(key, headers) <= RecordSizes.MAX_DEAD_LETTER_FRAME_BYTES) {
            return new DeadLetterRecord(key, headers, letter);
        }
        return new DeadLetterRecord(
                key == null ? null : Arrays.copyOf(key, Math.min(key.length, RecordSizes.MAX_NAME_BYTES)),
                new RecordHeaders(),
                DeadLetter.newBuilder(letter).setValue(null).build());
    }
}
