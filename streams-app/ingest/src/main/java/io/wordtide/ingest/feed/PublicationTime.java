package io.wordtide.ingest.feed;

import io.wordtide.ingest.format.MalformedRecordException;
import io.wordtide.ingest.format.Timestamps;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When an entry was published.
 *
 * @param instant null if the entry does not say, or nobody can tell what it says
 * @param isUnreadable whether the entry says something that is no time
 */
record PublicationTime(@Nullable Instant instant, boolean isUnreadable) {

    /**
     * The first that can be read.
     *
     * @param written as the entry writes them, the best one first; blanks stand for nothing
     */
    static PublicationTime firstReadable(List<String> written) {
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
