package io.wordtide.ingest.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wordtide.ingest.format.Html;
import io.wordtide.ingest.format.XhtmlText;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import org.w3c.dom.Element;

/**
 * An element with a text for readers, as plain text. What the characters of such an element are is told by the format:
 * HTML, plain text, or as an attribute says. Elements within it are markup in any case.
 *
 * <p>Source: RFC 4287 (Atom), sections 3.1 and 4.1.3; The Atom Syndication Format 0.3, section 3.1; Media RSS 1.5.1.
 */
enum TextConstruct {

    /** RSS and most of its modules: HTML. */
    HTML {
        @Override
        String plainText(Element element) {
            return Html.plainText(XhtmlText.hasElements(element) ? XhtmlText.html(element) : element.getTextContent());
        }
    },

    /** Media RSS: plain text, unless its {@code type} says {@code html}. */
    MEDIA {
        @Override
        String plainText(Element element) {
            return type(element).equals("html") || XhtmlText.hasElements(element)
                    ? HTML.plainText(element)
                    : FeedElement.text(element);
        }
    },

    /** Atom: as its {@code type} says, by default plain text; empty for what is no text, such as a picture. */
    ATOM {
        @Override
        String plainText(Element element) {
            String type = type(element);
            if (element.getAttribute("mode").strip().equalsIgnoreCase("base64")) {
                return ofBase64(element, type);
            }
            // some forget the type of markup
            boolean isMarkup = XhtmlText.hasElements(element) && TEXT_TYPES.contains(type);
            if (isMarkup || isHtml(type)) {
                return HTML.plainText(element);
            }
            return isPlain(type) ? FeedElement.text(element) : "";
        }
    };

    private static final Set<String> TEXT_TYPES = Set.of("", "text", "text/plain");

    /** Empty if it has no text. */
    abstract String plainText(Element element);

    private static String ofBase64(Element element, String type) {
        if (!isHtml(type) && !isPlain(type)) {
            return "";
        }
        try {
            String text = new String(Base64.getMimeDecoder().decode(element.getTextContent()), UTF_8);
            return isHtml(type) ? Html.plainText(text) : text.strip();
        } catch (IllegalArgumentException e) {
            return ""; // not base64
        }
    }

    private static String type(Element element) {
        return element.getAttribute("type").strip().toLowerCase(Locale.ROOT);
    }

    private static boolean isHtml(String type) {
        return type.endsWith("html") || type.endsWith("html+xml") || type.startsWith("text/html;");
    }

    private static boolean isPlain(String type) {
        return type.isEmpty() || type.startsWith("text");
    }
}
