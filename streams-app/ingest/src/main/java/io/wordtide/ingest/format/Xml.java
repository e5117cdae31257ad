package io.wordtide.ingest.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * Parses XML that others wrote. Document type declarations, and with them all entities that a document declares, are
 * refused, and so are elements nested without end. For one thread.
 */
public final class Xml {

    /** Feeds and news are shallow, except for markup in them; the code after parsing recurses once per level. */
    private static final int MAX_ELEMENT_DEPTH = 200;

    /** {@code jdk.xml.maxElementDepth}, by the name that a parser accepts. */
    private static final String DEPTH_PROPERTY = "http://www.oracle.com/xml/jaxp/properties/maxElementDepth";

    private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";

    /** Else every node is held twice. */
    private static final String DEFERRED = "http://apache.org/xml/features/dom/defer-node-expansion";

    private final DocumentBuilder builder;

    /** @param isNamespaceAware whether each prefix must be declared */
    public Xml(boolean isNamespaceAware) {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setNamespaceAware(isNamespaceAware);
        factory.setCoalescing(true);
        factory.setIgnoringComments(true);
        factory.setAttribute(DEPTH_PROPERTY, String.valueOf(MAX_ELEMENT_DEPTH));
        try {
            factory.setFeature(NO_DOCTYPE, true);
            factory.setFeature(DEFERRED, false);
            builder = factory.newDocumentBuilder();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("expected the JDK's XML parser, found one without these features", e);
        }
        builder.setErrorHandler(new Throwing());
    }

    /** @throws MalformedRecordException if it is not well-formed, or refused; the message does not quote it */
    public Element parse(String xml) throws MalformedRecordException {
        return parse(new InputSource(new StringReader(xml)));
    }

    /**
     * As above, in the encoding that the bytes declare.
     *
     * @throws MalformedRecordException as above
     */
    public Element parse(byte[] xml) throws MalformedRecordException {
        return parse(new InputSource(new ByteArrayInputStream(xml)));
    }

    private Element parse(InputSource source) throws MalformedRecordException {
        try {
            Document document = builder.parse(source);
            return document.getDocumentElement();
        } catch (SAXParseException e) {
            // in our own words: the parser's message may quote the document
            String found = String.valueOf(e.getMessage()).contains("DOCTYPE is disallowed")
                    ? "a document type declaration, which is refused,"
                    : "something that is not well-formed, or nested too deeply,";
            throw new MalformedRecordException("expected XML, found %s in line %d".formatted(found, e.getLineNumber()));
        } catch (SAXException | IOException e) {
            throw new MalformedRecordException("expected XML, found bytes that do not fit its encoding");
        }
    }

    /** The name without a prefix, in lower case. */
    public static String localName(Element element) {
        String qualified = element.getTagName().toLowerCase(Locale.ROOT);
        return qualified.substring(qualified.indexOf(':') + 1);
    }

    /** The elements that are children, in their order. */
    public static List<Element> childElements(Node parent) {
        List<Element> children = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                children.add(element);
            }
        }
        return children;
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
