package io.wordtide.ingest.feed;

import io.wordtide.ingest.InputException;
import io.wordtide.ingest.format.MalformedRecordException;
import io.wordtide.ingest.format.Xml;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * Parses RSS, Atom or JSON Feed into entries. Document type declarations, and with them all entities that a feed declares,
 * are refused. For one thread.
 */
final class FeedParser {

    private final Xml xml = new Xml(true);

    /** For feeds that declare no namespace for a prefix: it then has its usual meaning. */
    private final Xml repaired = new Xml(false);

    /**
     * Parses a feed.
     *
     * @param address address of the feed as it was given
     * @param bytes all of it
     * @param contentType the server's {@code Content-Type}
     * @throws InputException if it is not a feed; the message does not quote the feed
     */
    FeedEntries parse(URI address, byte[] bytes, @Nullable String contentType) throws InputException {
        try {
            return new FeedEntries(address, feed(address, bytes, contentType));
        } catch (RuntimeException e) {
            // a library may throw one on what a hostile feed holds
            throw new InputException("expected a feed, found something that cannot be read", e);
        }
    }

    private Feed feed(URI address, byte[] bytes, @Nullable String contentType) throws InputException {
        NotAFeed.requireText(bytes);
        String text = FeedDecoder.decode(bytes, contentType);
        NotAFeed.requireNoWebPage(text, address);
        String start = text.stripLeading();
        if (start.isEmpty()) {
            throw new InputException("expected a feed, found nothing but blanks");
        }
        return start.startsWith("{") || start.startsWith("[") ? JsonFeed.read(text) : XmlFeed.read(root(text));
    }

    /** What many writers of feeds get wrong costs no entry: see {@link XmlRepair}. */
    private Element root(String text) throws InputException {
        try {
            return xml.parse(text);
        } catch (MalformedRecordException e) {
            try {
                return repaired.parse(XmlRepair.repair(text));
            } catch (MalformedRecordException stillBroken) {
                throw new InputException(e.getMessage(), e);
            }
        }
    }
}
