package io.wordtide.ingest.feed;

import static java.util.stream.Collectors.joining;

import io.wordtide.ingest.InputException;
import io.wordtide.ingest.format.ForeignForm;
import io.wordtide.ingest.format.InputFormat;
import io.wordtide.ingest.format.Packing;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.Jsoup;

/** What an address that is given for a feed often answers instead, named. */
final class NotAFeed {

    /** Of a page's links to its feeds. */
    private static final String FEED_LINKS =
            "link[rel~=(?i)\\balternate\\b][type~=(?i)^application/(rss\\+xml|atom\\+xml|feed\\+json)][href]";

    private static final int MOST_ADDRESSES = 3;

    /** Of {@code <!doctype html}. */
    private static final int LONGEST_START = 30;

    private NotAFeed() {}

    /** @throws InputException if there is nothing, or what is no text, such as something packed */
    static void requireText(byte[] bytes) throws InputException {
        if (bytes.length == 0) {
            throw new InputException("expected a feed, found nothing (0 bytes)");
        }
        Optional<String> foreign = foreign(bytes);
        if (foreign.isPresent()) {
            throw new InputException("expected a feed, found " + foreign.get());
        }
    }

    /**
     * @param address where it was fetched
     * @throws InputException if it is a page of HTML; the message names the feeds to which it links
     */
    static void requireNoWebPage(String text, URI address) throws InputException {
        String start = start(text);
        if (!start.startsWith("<html") && !start.startsWith("<!doctype html")) {
            return;
        }
        String feeds = Jsoup.parse(text, address.toString()).select(FEED_LINKS).stream()
                .map(link -> link.absUrl("href"))
                .flatMap(NotAFeed::webAddress)
                .distinct()
                .limit(MOST_ADDRESSES)
                .collect(joining(" or "));
        throw new InputException(
                feeds.isEmpty()
                        ? "expected a feed, found HTML that names no feed; look for the feed's address on that page"
                        : "expected a feed, found HTML; its feed is " + feeds);
    }

    /** The first characters after blanks, comments and the XML declaration, in lower case. */
    private static String start(String text) {
        int start = 0;
        while (start < text.length()) {
            if (Character.isWhitespace(text.charAt(start))) {
                start++;
            } else if (text.startsWith("<!--", start)) {
                start = end(text, "-->", start);
            } else if (text.startsWith("<?", start)) {
                start = end(text, "?>", start);
            } else {
                break;
            }
        }
        return text.substring(start, Math.min(text.length(), start + LONGEST_START))
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s+", " ");
    }

    private static int end(String text, String mark, int from) {
        int found = text.indexOf(mark, from);
        return found < 0 ? text.length() : found + mark.length();
    }

    /** As a page may write anything there: only what is an address, in full. */
    private static Stream<String> webAddress(String written) {
        try {
            return Stream.of(URI.create(written).toASCIIString());
        } catch (IllegalArgumentException e) {
            return Stream.empty();
        }
    }

    private static Optional<String> foreign(byte[] bytes) {
        BufferedInputStream in = new BufferedInputStream(new ByteArrayInputStream(bytes));
        try {
            Optional<Packing> packing = Packing.of(in);
            return packing.isPresent()
                    ? packing.map("data packed with %s; look for the address of the feed itself"::formatted)
                    : ForeignForm.of(in, InputFormat.TEXT)
                            .filter(form -> form != ForeignForm.UTF_16)
                            .map(ForeignForm::toString);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // never: it is in memory
        }
    }
}
