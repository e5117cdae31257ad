package io.wordtide.chaos;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record for the topic {@code documents}, and what must become of it.
 *
 * @param key document id, unique in a run
 * @param value bytes of the record, or null for a record without a value
 * @param timestampMs time of the record, or null for the time of sending
 * @param text the text whose words count: title and text; empty if there is none that can be read
 * @param model id of the model that learns it; empty if none does
 * @param fate where it must end up
 */
record InputRecord(
        String key,
        byte @Nullable [] value,
        @Nullable Long timestampMs,
        Optional<String> text,
        String model,
        Fate fate) {

    /** Where a record may end up. */
    enum Fate {
        /** Counted, and embedded if it has a known word. */
        LEARNED,
        /** On the dead letters. */
        REFUSED,
        /** Either of the two: both readings are valid. */
        EITHER
    }
}
