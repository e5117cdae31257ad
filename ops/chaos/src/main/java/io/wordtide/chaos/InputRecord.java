package io.wordtide.chaos;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record for the topic {@code documents}, and what has to become of it.
 *
 * @param key document id, unique in a run
 * @param value bytes of the record; null for none
 * @param timestampMs time of the record, or null for the time of sending
 * @param text what a person would count words in: title and text; empty if there is none that can be read
 * @param fate where it has to end
 */
record InputRecord(
        String key, byte @Nullable [] value, @Nullable Long timestampMs, Optional<String> text, Fate fate) {

    /** Where a record may end. */
    enum Fate {
        /** Counted, and embedded if it has a known word. */
        LEARNED,
        /** On the dead letters. */
        REFUSED,
        /** One of the two: it can be read either way. */
        EITHER
    }
}
