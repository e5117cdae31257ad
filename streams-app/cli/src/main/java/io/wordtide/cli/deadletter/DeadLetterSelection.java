package io.wordtide.cli.deadletter;

import io.wordtide.schema.DeadLetter;
import io.wordtide.schema.DeadLetterReason;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are selected; all conditions must hold.
 *
 * @param reasons accepted reasons; any if empty
 * @param since earliest time they were set aside; any if null
 * @param origin position of the original, as written in the letter; any if null
 */
public record DeadLetterSelection(
        Set<DeadLetterReason> reasons,
        @Nullable Instant since,
        @Nullable String origin) {

    /** Whether a letter is selected. */
    public boolean includes(DeadLetter letter) {
        return (reasons.isEmpty() || reasons.contains(letter.getReason()))
                && (since == null || !letter.getFailedAt().isBefore(since))
                && (origin == null || origin.equals(letter.getOrigin()));
    }
}
