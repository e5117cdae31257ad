package io.wordtide.ingest.feed;

import io.wordtide.ingest.format.PublicationTime;
import org.jspecify.annotations.Nullable;

/**
 * What an entry of a feed says, whatever the feed's format. Texts are plain and without blanks at their ends.
 *
 * @param name its own id, else its link; null if it has neither
 * @param title may be empty
 * @param text content, else description or summary; may be empty
 * @param time when it was published
 * @param language as the entry states it, a code; null if it does not
 */
record Entry(
        @Nullable String name,
        String title,
        String text,
        PublicationTime time,
        @Nullable String language) {}
