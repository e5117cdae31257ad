package io.wordtide.ingest.news;

import io.wordtide.ingest.format.Html;
import io.wordtide.ingest.format.MalformedRecordException;
import io.wordtide.ingest.format.XhtmlText;
import io.wordtide.ingest.format.Xml;
import io.wordtide.schema.Document;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/**
 * A {@code newsItem} of IPTC's NewsML-G2. Its content may be NITF, XHTML or plain text, of which the first one counts; an
 * item without any, such as a picture, has its description as text. Items that were withheld or cancelled, and items of
 * other kinds (packages, events, plans), are no documents.
 *
 * <p>Source: IPTC, NewsML-G2 2.34.
 */
public final class NewsMlParser extends XmlNewsParser {

    static final String NEWS_ITEM = "newsitem";

    private static final String ITEM_META = "itemmeta";
    private static final String CONTENT_META = "contentmeta";
    private static final String LANGUAGE = "xml:lang";

    private static final Set<String> UNPUBLISHED = Set.of("withheld", "canceled", "cancelled");

    @Override
    Document document(Element root, String origin) throws MalformedRecordException {
        String kind = Xml.localName(root);
        if (!kind.equals(NEWS_ITEM)) {
            throw new MalformedRecordException(
                    kind.endsWith("item")
                            ? "expected a newsItem, found an item of NewsML-G2 of another kind, which has no article"
                            : "expected NewsML-G2, found another kind of XML");
        }
        String status = NewsDocument.first(Elements.attributes("qcode", root, ITEM_META, "pubstatus"));
        if (UNPUBLISHED.contains(local(status))) {
            throw new MalformedRecordException(
                    "expected an item that may be published, found one with the status " + local(status));
        }
        List<Element> contents = Elements.all(root, "contentset")
                .flatMap(set -> Xml.childElements(set).stream())
                .toList();
        return new NewsDocument(
                        root.getAttribute("guid"),
                        headline(root, contents),
                        Stream.concat(
                                        contents.stream().map(NewsMlParser::body),
                                        Stream.of(String.join("\n", Elements.texts(root, CONTENT_META, "description"))))
                                .toList(),
                        provider(root),
                        Stream.of(
                                        Elements.attributes("tag", root, CONTENT_META, "language"),
                                        contents.stream().map(content -> content.getAttribute(LANGUAGE)),
                                        Stream.of(root.getAttribute(LANGUAGE)))
                                .flatMap(languages -> languages)
                                .toList(),
                        Stream.of(
                                        Elements.texts(root, ITEM_META, "versioncreated"),
                                        Elements.texts(root, ITEM_META, "firstcreated"),
                                        Elements.texts(root, CONTENT_META, "contentcreated"))
                                .flatMap(List::stream)
                                .toList())
                .toDocument(origin);
    }

    private static String headline(Element root, List<Element> contents) {
        return NewsDocument.first(Stream.of(
                        Elements.texts(root, CONTENT_META, "headline").stream(),
                        contents.stream()
                                .flatMap(content -> Elements.all(content, "nitf"))
                                .map(NitfParser::headline),
                        Elements.texts(root, ITEM_META, "title").stream())
                .flatMap(headlines -> headlines));
    }

    /** The text of an {@code inlineXML} or {@code inlineData}; empty if it has none that can be read. */
    private static String body(Element content) {
        String type = content.getAttribute("contenttype").toLowerCase(Locale.ROOT);
        return switch (Xml.localName(content)) {
            case "inlinexml" ->
                NewsDocument.first(Xml.childElements(content).stream().map(NewsMlParser::bodyOfXml));
            case "inlinedata" -> {
                String text = content.getTextContent();
                boolean isText =
                        content.getAttribute("encoding").isEmpty() && (type.isEmpty() || type.startsWith("text/"));
                yield isText ? type.contains("html") ? Html.plainText(text) : text : "";
            }
            default -> ""; // elsewhere
        };
    }

    private static String bodyOfXml(Element root) {
        return switch (Xml.localName(root)) {
            case "nitf" -> NitfParser.body(root);
            case "html" ->
                Elements.first(root, "body")
                        .map(body -> Html.plainText(XhtmlText.html(body)))
                        .orElse("");
            case "body", "div", "section", "article", "p" -> Html.plainText(XhtmlText.html(root));
            default -> ""; // scores of a match, for instance
        };
    }

    private static String provider(Element root) {
        return NewsDocument.first(Elements.all(root, ITEM_META, "provider")
                .flatMap(provider -> Stream.of(
                        String.join(
                                "",
                                Elements.texts(provider, "name").stream()
                                        .limit(1)
                                        .toList()),
                        provider.getAttribute("literal"),
                        local(provider.getAttribute("qcode")),
                        provider.getAttribute("uri"))));
    }

    /** {@code usable} of {@code stat:usable}. */
    private static String local(String qcode) {
        return qcode.substring(qcode.indexOf(':') + 1);
    }
}
