package io.wordtide.ingest.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.rometools.rome.feed.synd.SyndContent;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import io.wordtide.ingest.DocumentLimits;
import io.wordtide.ingest.DocumentSource;
import io.wordtide.ingest.InputException;
import io.wordtide.ingest.ReadResult;
import io.wordtide.ingest.format.Html;
import io.wordtide.schema.DeadLetterReason;
import io.wordtide.schema.Document;
import io.wordtide.schema.RecordSizes;
import io.wordtide.text.Language;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a feed as documents, from the last to the first: feeds have the newest one first.
 *
 * <p>A document's id is the entry's own ({@code guid}, {@code id}) or else its link, if that is a URI and hence
 * unambiguous; any other id is prefixed with the feed's address. An id that would be too long, or is missing, is
 * replaced by a hash. The source is the feed's host. HTML becomes plain text.
 */
public final class FeedEntries implements DocumentSource {

    /** Read from one response; the first ones, which are the newest. Feeds have tens, and archives of them thousands. */
    static final int MOST_ENTRIES = 10_000;

    /** The application sets aside documents with longer ids. */
    private static final int MAX_ID_CHARACTERS = 1_000;

    private final URI address;
    private final boolean isRss;
    private final @Nullable String language;
    private final Duration timeToLive;
    private final int cutCount;
    private final Iterator<SyndEntry> entries;

    FeedEntries(URI address, SyndFeed feed, Duration timeToLive) {
        this.address = address;
        this.isRss = feed.getFeedType().startsWith("rss");
        this.language = language(feed.getLanguage());
        this.timeToLive = timeToLive;
        List<SyndEntry> all = feed.getEntries();
        List<SyndEntry> reversed = new ArrayList<>(all.subList(0, Math.min(all.size(), MOST_ENTRIES)));
        this.cutCount = all.size() - reversed.size();
        Collections.reverse(reversed);
        this.entries = reversed.iterator();
    }

    /** Entries that were left out because there were too many. */
    int cutCount() {
        return cutCount;
    }

    /** How long the feed asks not to be fetched; zero if it does not say. */
    Duration timeToLive() {
        return timeToLive;
    }

    @Override
    public @Nullable ReadResult next() throws InputException {
        if (!entries.hasNext()) {
            return null;
        }
        try {
            return result(entries.next());
        } catch (RuntimeException e) {
            // the libraries throw these on content that a hostile feed may hold
            throw new InputException("expected readable entries, found one that cannot be read", e);
        }
    }

    @Override
    public void close() {
        // everything is in memory
    }

    private ReadResult result(SyndEntry entry) {
        String title = plainText(entry.getTitleEx());
        String content = content(entry);
        String id = id(entry, title + "\n" + content);
        if (title.isEmpty() && content.isEmpty()) {
            String cause = "expected an entry with a title, a content or a description, found one without any text";
            return rejected(id, DeadLetterReason.EMPTY, cause, "");
        }
        // the application reads the title before the text
        Document document = new Document(
                id,
                content.isEmpty() ? title : content,
                title.isEmpty() || content.isEmpty() ? null : title,
                address.getHost(),
                language,
                publishedAt(entry));
        return DocumentLimits.excess(document)
                .map(excess -> rejected(id, DeadLetterReason.TOO_LONG, excess, document.getText()))
                .orElseGet(() -> new ReadResult.Accepted(document));
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

    private String id(SyndEntry entry, String text) {
        String named = Stream.of(entry.getUri(), entry.getLink())
                .filter(name -> name != null && !name.isBlank())
                .map(String::strip)
                .findFirst()
                .orElseGet(() -> hash(text));
        String id = isAbsolute(named) ? named : address + "#" + named;
        return id.length() <= MAX_ID_CHARACTERS ? id : hash(id);
    }

    private static boolean isAbsolute(String name) {
        try {
            return new URI(name).isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String hash(String text) {
        return "urn:uuid:" + UUID.nameUUIDFromBytes(text.getBytes(UTF_8));
    }

    /** The content, or if it has none, the description or summary. */
    private String content(SyndEntry entry) {
        String content = entry.getContents().stream()
                .map(this::plainText)
                .filter(text -> !text.isEmpty())
                .collect(joining("\n"));
        return content.isEmpty() ? plainText(entry.getDescription()) : content;
    }

    /** Empty for content that is neither text nor HTML, such as a picture. */
    private String plainText(@Nullable SyndContent content) {
        if (content == null || content.getValue() == null) {
            return "";
        }
        String usual = isRss ? "html" : "text";
        String type = Optional.ofNullable(content.getType()).orElse(usual).toLowerCase(Locale.ROOT);
        if (isRss || type.endsWith("html") || type.endsWith("html+xml")) {
            return Html.plainText(content.getValue());
        }
        return type.startsWith("text") ? content.getValue().strip() : "";
    }

    private static @Nullable Instant publishedAt(SyndEntry entry) {
        Date date = entry.getPublishedDate() == null ? entry.getUpdatedDate() : entry.getPublishedDate();
        return date == null ? null : date.toInstant();
    }

    /** {@code en} of {@code en-GB}. */
    private static @Nullable String language(@Nullable String written) {
        return Optional.ofNullable(written)
                .flatMap(Language::read)
                .map(Language::code)
                .orElse(null);
    }
}
