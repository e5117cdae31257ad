package io.wordtide.ingest.feed;

import com.rometools.rome.feed.WireFeed;
import com.rometools.rome.feed.rss.Channel;
import com.rometools.rome.feed.synd.SyndFeedImpl;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SAXBuilder;
import com.rometools.rome.io.WireFeedInput;
import com.rometools.rome.io.XmlReader;
import io.wordtide.ingest.InputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jdom2.input.JDOMParseException;
import org.jspecify.annotations.Nullable;

/**
 * Parses RSS (0.9x, 1.0, 2.0) or Atom (0.3, 1.0) into entries. Document type declarations, and with them all entities
 * that a feed declares, are refused. For one thread.
 */
final class FeedParser {

    /** Feeds are shallow, except for XHTML in them; the code after parsing recurses once per level. */
    private static final int MAX_ELEMENT_DEPTH = 200;

    /** {@code jdk.xml.maxElementDepth}, by the name that a parser accepts. */
    private static final String DEPTH_PROPERTY = "http://www.oracle.com/xml/jaxp/properties/maxElementDepth";

    private static final Pattern CHARSET_PARAMETER = Pattern.compile("(?i);\\s*charset\\s*=");
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final WireFeedInput input = new WireFeedInput() {
        @Override
        protected SAXBuilder createSAXBuilder() {
            SAXBuilder builder = super.createSAXBuilder();
            builder.setProperty(DEPTH_PROPERTY, String.valueOf(MAX_ELEMENT_DEPTH));
            return builder;
        }
    };

    /**
     * Parses a feed.
     *
     * @param address address of the feed, which identifies its entries
     * @param bytes all of it
     * @param contentType the server's {@code Content-Type}
     * @throws InputException if it is not a feed; the message does not name the feed
     */
    FeedEntries parse(URI address, byte[] bytes, @Nullable String contentType) throws InputException {
        String xml = decode(bytes, contentType);
        WireFeed feed;
        try {
            feed = input.build(new StringReader(xml));
        } catch (FeedException e) {
            throw new InputException(malformed(e), e);
        } catch (RuntimeException e) {
            throw new InputException("expected RSS or Atom, found another kind of XML", e);
        }
        return new FeedEntries(address, new SyndFeedImpl(feed), timeToLive(feed));
    }

    /** From the byte order mark, the server's header or the XML declaration, in this order; else UTF-8. */
    private static String decode(byte[] bytes, @Nullable String contentType) throws InputException {
        Charset charset;
        try (XmlReader reader = contentType != null
                        && CHARSET_PARAMETER.matcher(contentType).find()
                ? new XmlReader(new ByteArrayInputStream(bytes), contentType, true, StandardCharsets.UTF_8.name())
                : new XmlReader(new ByteArrayInputStream(bytes), true, StandardCharsets.UTF_8.name())) {
            charset = Charset.forName(reader.getEncoding());
        } catch (IOException | IllegalArgumentException e) {
            throw new InputException("expected an encoding that Java knows, found another one declared", e);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            String text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(in)
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new InputException(
                    "expected %s as declared, found other bytes at byte %d (from 0)"
                            .formatted(charset.name().toUpperCase(Locale.ROOT), in.position()),
                    e);
        }
    }

    /** In our own words: the parser's message may quote the feed. */
    private static String malformed(FeedException e) {
        if (e.getCause() instanceof JDOMParseException place) {
            String found = String.valueOf(place.getMessage()).contains("DOCTYPE is disallowed")
                    ? "a document type declaration, which is refused,"
                    : "something that is not well-formed, or nested too deeply,";
            return "expected XML, found %s in line %d".formatted(found, place.getLineNumber());
        }
        return "expected RSS or Atom, found XML that is neither";
    }

    /** How long an RSS feed asks not to be fetched. */
    private static Duration timeToLive(WireFeed feed) {
        return feed instanceof Channel channel ? Duration.ofMinutes(Math.max(0, channel.getTtl())) : Duration.ZERO;
    }
}
