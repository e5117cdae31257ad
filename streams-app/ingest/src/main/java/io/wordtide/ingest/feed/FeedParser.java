package io.wordtide.ingest.feed;

import io.wordtide.ingest.InputException;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * Parses RSS, Atom or JSON Feed into entries. Document type declarations, and with them all entities that a feed declares,
 * are refused. For one thread.
 */
final class FeedParser {

    /** Feeds are shallow, except for XHTML in them; the code after parsing recurses once per level. */
    private static final int MAX_ELEMENT_DEPTH = 200;

    /** {@code jdk.xml.maxElementDepth}, by the name that a parser accepts. */
    private static final String DEPTH_PROPERTY = "http://www.oracle.com/xml/jaxp/properties/maxElementDepth";

    private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";

    /** Else every node is held twice. */
    private static final String DEFERRED = "http://apache.org/xml/features/dom/defer-node-expansion";

    private final DocumentBuilder xml = builder(true);

    /** For feeds that declare no namespace for a prefix: it then has its usual meaning. */
    private final DocumentBuilder repaired = builder(false);

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
        NotAFeed.requireUnpacked(bytes);
        String text = FeedDecoder.decode(bytes, contentType);
        NotAFeed.requireNoWebPage(text, address);
        String start = text.stripLeading();
        if (start.isEmpty()) {
            throw new InputException("expected a feed, found nothing but blanks");
        }
        return start.startsWith("{") || start.startsWith("[")
                ? JsonFeed.read(text)
                : XmlFeed.read(document(text).getDocumentElement());
    }

    /** What many writers of feeds get wrong costs no entry: see {@link XmlRepair}. */
    private Document document(String text) throws InputException {
        try {
            return parse(xml, text);
        } catch (SAXParseException e) {
            try {
                return parse(repaired, XmlRepair.repair(text));
            } catch (SAXParseException stillBroken) {
                throw malformed(e);
            }
        }
    }

    private static Document parse(DocumentBuilder builder, String text) throws SAXParseException, InputException {
        try {
            return builder.parse(new InputSource(new StringReader(text)));
        } catch (SAXParseException e) {
            throw e;
        } catch (SAXException | IOException e) {
            throw new InputException("expected XML, found something that cannot be parsed", e);
        }
    }

    /** In our own words: the parser's message may quote the feed. */
    private static InputException malformed(SAXParseException e) {
        String found = String.valueOf(e.getMessage()).contains("DOCTYPE is disallowed")
                ? "a document type declaration, which is refused,"
                : "something that is not well-formed, or nested too deeply,";
        return new InputException("expected XML, found %s in line %d".formatted(found, e.getLineNumber()), e);
    }

    private static DocumentBuilder builder(boolean isNamespaceAware) {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setNamespaceAware(isNamespaceAware);
        factory.setCoalescing(true);
        factory.setIgnoringComments(true);
        factory.setAttribute(DEPTH_PROPERTY, String.valueOf(MAX_ELEMENT_DEPTH));
        try {
            factory.setFeature(NO_DOCTYPE, true);
            factory.setFeature(DEFERRED, false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Throwing());
            return builder;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("expected the JDK's XML parser, found one without these features", e);
        }
    }

    /** Instead of the JDK's handler, which prints what it finds. */
    private static final class Throwing implements ErrorHandler {

        @Override
        public void warning(SAXParseException e) {
            // such as an encoding that is declared and does not matter any more
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
