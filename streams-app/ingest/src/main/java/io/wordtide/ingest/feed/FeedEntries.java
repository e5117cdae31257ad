package io.wordtide.ingest.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wordtide.ingest.DocumentLimits;
import io.wordtide.ingest.DocumentSource;
import io.wordtide.ingest.ReadResult;
import io.wordtide.ingest.format.MalformedRecordException;
import io.wordtide.schema.DeadLetterReason;
import io.wordtide.schema.Document;
import io.wordtide.schema.RecordSizes;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a feed as documents, from the last to the first: feeds have the newest one first.
 *
 * <p>A document's id is the entry's own ({@code guid}, {@code id}) or else its link, if that is a URI and hence
 * unambiguous; any other id is prefixed with what the feed calls itself, or else with the feed's address as given. An id that would
 * be too long, or is missing, is replaced by a hash. The source is the feed's host.
 */
public final class FeedEntries implements DocumentSource {

    /** Read from one response; the first ones, which are the newest. Feeds have tens, and archives of them thousands. */
    static final int MOST_ENTRIES = 10_000;

    /** The application sets aside documents with longer ids. */
    private static final int MAX_ID_CHARACTERS = 1_000;

    private final URI address;
    private final Feed feed;

    /** Of ids that are no URI; as short as an id, since a feed may have an id of megabytes. */
    private final String prefix;

    private final int cutCount;
    private final Iterator<Feed.Item> items;
    private int unreadableTimeCount;
    private int titleOnlyCount;

    FeedEntries(URI address, Feed feed) {
        this.address = address;
        this.feed = feed;
        this.prefix = (feed.identity() == null ? address.toString() : shortened(feed.identity())) + "#";
        List<Feed.Item> all = feed.items();
        List<Feed.Item> reversed = new ArrayList<>(all.subList(0, Math.min(all.size(), MOST_ENTRIES)));
        this.cutCount = all.size() - reversed.size();
        Collections.reverse(reversed);
        this.items = reversed.iterator();
    }

    /** Entries that were left out because there were too many. */
    int cutCount() {
        return cutCount;
    }

    /** Entries so far that state a time of publication which is no time. */
    int unreadableTimeCount() {
        return unreadableTimeCount;
    }

    /** Entries so far that have a title and no text. */
    int titleOnlyCount() {
        return titleOnlyCount;
    }

    /** How long the feed asks not to be fetched; zero if it does not say. */
    Duration timeToLive() {
        return feed.timeToLive();
    }

    /**
     * The key that an entry had when ids were prefixed with the feed's address only: records with it may be on the topics.
     *
     * @param key the entry's key today
     */
    public String formerKey(String key) {
        return key.startsWith(prefix) ? shortened(address + "#" + key.substring(prefix.length())) : key;
    }

    @Override
    public @Nullable ReadResult next() {
        if (!items.hasNext()) {
            return null;
        }
        Feed.Item item = items.next();
        try {
            return result(item.read());
        } catch (MalformedRecordException e) {
            return malformed(item, e.getMessage());
        } catch (RuntimeException e) {
            // a library may throw one on what a hostile feed holds
            return malformed(
                    item,
                    "expected an entry that can be read, found a "
                            + e.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        // everything is in memory
    }

    private ReadResult result(Entry entry) {
        String title = entry.title();
        String text = entry.text();
        String id = id(entry);
        if (title.isEmpty() && text.isEmpty()) {
            String cause = "expected an entry with a title, a content or a description, found one without any text";
            return rejected(id, DeadLetterReason.EMPTY, cause, "");
        }
        unreadableTimeCount += entry.time().isUnreadable() ? 1 : 0;
        titleOnlyCount += text.isEmpty() ? 1 : 0;
        // the application reads the title before the text
        Document document = new Document(
                id,
                text.isEmpty() ? title : text,
                title.isEmpty() || text.isEmpty() ? null : title,
                address.getHost(),
                entry.language() == null ? feed.language() : entry.language(),
                entry.time().instant());
        return DocumentLimits.excess(document)
                .map(excess -> rejected(id, DeadLetterReason.TOO_LONG, excess, document.getText()))
                .orElseGet(() -> new ReadResult.Accepted(document));
    }

    private ReadResult malformed(Feed.Item item, String cause) {
        String raw = item.raw();
        return rejected(hash(prefix + raw), DeadLetterReason.MALFORMED_INPUT, cause, raw);
    }

    private ReadResult rejected(String id, DeadLetterReason reason, String cause, String text) {
        ByteBuffer bytes = UTF_8.encode(text);
        return new ReadResult.Rejected(
                id,
                address.toString(),
                reason,
                cause,
                bytes.slice(0, Math.min(RecordSizes.CUT_VALUE_BYTES, bytes.limit())),
                bytes.limit());
    }

    private String id(Entry entry) {
        String name = entry.name();
        if (name == null) {
            return hash(entry.title() + "\n" + entry.text());
        }
        return shortened(Feed.isAbsolute(name) ? name : prefix + name);
    }

    private static String shortened(String id) {
        return id.length() <= MAX_ID_CHARACTERS ? id : hash(id);
    }

    private static String hash(String text) {
        return "urn:uuid:" + UUID.nameUUIDFromBytes(text.getBytes(UTF_8));
    }
}
