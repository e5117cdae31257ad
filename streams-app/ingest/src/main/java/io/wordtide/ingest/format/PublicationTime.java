package io.wordtide.ingest.format;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When an entry or an article was published.
 *
 * @param instant null if it does not say, or nobody can tell what it says
 * @param isUnreadable whether it says something that is no time
 */
public record PublicationTime(@Nullable Instant instant, boolean isUnreadable) {

    /**
     * The first that can be read.
     *
     * @param written as it writes them, the best one first; blanks stand for nothing
     */
    public static PublicationTime firstReadable(List<String> written) {
        boolean isUnreadable = false;
        for (String text : written) {
            try {
                Instant instant = Timestamps.parse(text);
                if (instant != null) {
                    return new PublicationTime(instant, false);
                }
            } catch (MalformedRecordException e) {
                isUnreadable = true;
            }
        }
        return new PublicationTime(null, isUnreadable);
    }
}
