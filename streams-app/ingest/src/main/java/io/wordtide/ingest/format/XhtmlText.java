package io.wordtide.ingest.format;

import java.util.Set;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.Text;

/**
 * Markup that is part of other XML, as HTML. An XML serialization would not do: to a reader of HTML {@code <iframe/>}
 * is a start tag that hides what follows, and {@code <h:p>} is no paragraph. Attributes are left out.
 */
public final class XhtmlText {

    private static final String XHTML = "http://www.w3.org/1999/xhtml";

    /** No end tag in HTML. */
    private static final Set<String> VOID = Set.of(
            "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr");

    /** Not shown. */
    private static final Set<String> HIDDEN = Set.of("script", "style", "iframe", "noframes", "noembed", "template");

    /** Shown, but HTML would take elements in them for text, or not end them. */
    private static final Set<String> WITHOUT_ELEMENTS = Set.of("noscript", "plaintext", "textarea", "title", "xmp");

    private XhtmlText() {}

    /** Whether there is markup in an element. */
    public static boolean hasElements(Element element) {
        return !Xml.childElements(element).isEmpty();
    }

    /** The content of an element. Elements of other languages than XHTML, such as SVG, are blocks. */
    public static String html(Element element) {
        StringBuilder html = new StringBuilder();
        writeContent(element, element.getNamespaceURI(), html);
        return html.toString();
    }

    /** @param own some forget to declare XHTML, whose elements then are in that of what is around them */
    private static void writeContent(Element parent, String own, StringBuilder html) {
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                write(element, own, html);
            } else if (child instanceof Text text) {
                html.append(text.getData().replace("&", "&amp;").replace("<", "&lt;"));
            }
        }
    }

    private static void write(Element element, String own, StringBuilder html) {
        String local = Xml.localName(element);
        String namespace = element.getNamespaceURI();
        boolean isHtml = namespace == null || namespace.equals(XHTML) || namespace.equals(own);
        if (HIDDEN.contains(local)) {
            return;
        }
        String name = isHtml && !WITHOUT_ELEMENTS.contains(local) ? local : "div";
        html.append('<').append(name).append('>');
        if (!VOID.contains(name)) {
            writeContent(element, own, html);
            html.append("</").append(name).append('>');
        }
    }
}
