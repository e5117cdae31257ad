package io.wordtide.cli.deadletter;

import io.wordtide.schema.DeadLetter;
import io.wordtide.schema.DeadLetterReason;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant; all conditions have to hold.
 *
 * @param reasons their reasons; any if empty
 * @param since when they were set aside, at the earliest; any time if null
 * @param origin where the original was found, as the letter says it; anywhere if null
 */
public record DeadLetterSelection(
        Set<DeadLetterReason> reasons,
        @Nullable Instant since,
        @Nullable String origin) {

    /** Whether a letter is meant. */
    public boolean includes(DeadLetter letter) {
        return (reasons.isEmpty() || reasons.contains(letter.getReason()))
                && (since == null || !letter.getFailedAt().isBefore(since))
                && (origin == null || origin.equals(letter.getOrigin()));
    }
}
