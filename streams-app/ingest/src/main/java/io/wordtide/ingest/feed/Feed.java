package io.wordtide.ingest.feed;

import io.wordtide.ingest.format.MalformedRecordException;
import io.wordtide.text.Language;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A feed, whatever its format.
 *
 * @param identity what the feed calls itself, wherever it is fetched from: its id, or the address that it states; null if it
 *     does not say
 * @param language a code; null if the feed does not state one that is known
 * @param timeToLive how long the feed asks not to be fetched; zero if it does not say
 * @param items its entries in the feed's order, each to be read when its turn comes
 */
record Feed(@Nullable String identity, @Nullable String language, Duration timeToLive, List<Item> items) {

    /** An entry that has not been read. */
    interface Item {

        /** @throws MalformedRecordException if it is no entry */
        Entry read() throws MalformedRecordException;

        /** The characters of all of it. */
        String raw();
    }

    /** The feed's id if it is a URI, else the address that it gives as its own. Titles change, and feeds share home pages. */
    static @Nullable String identity(String id, String ownAddress) {
        return Stream.of(id, ownAddress).filter(Feed::isAbsolute).findFirst().orElse(null);
    }

    static boolean isAbsolute(String name) {
        try {
            return new URI(name).isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** {@code en} of {@code en-GB}: the first that is a language. */
    static @Nullable String language(Stream<String> written) {
        return written.map(Language::read)
                .flatMap(Optional::stream)
                .map(Language::code)
                .findFirst()
                .orElse(null);
    }
}
