package io.wordtide.ingest.news;

import io.wordtide.ingest.format.Html;
import io.wordtide.ingest.format.MalformedRecordException;
import io.wordtide.ingest.format.XhtmlText;
import io.wordtide.ingest.format.Xml;
import io.wordtide.schema.Document;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/**
 * An article in IPTC's NITF, the News Industry Text Format. Bylines, media and their captions are left out.
 *
 * <p>Source: IPTC, NITF 3.6; for the class {@code full_text}: E. Sandhaus, The New York Times Annotated Corpus, 2008.
 */
public final class NitfParser extends XmlNewsParser {

    /** Elements of NITF that readers of HTML do not know as blocks. */
    private static final Map<String, String> HTML_NAMES = Map.of(
            "block", "div", "hl1", "h1", "hl2", "h2", "bq", "blockquote", "fn", "div", "note", "div", "credit", "div");

    private static final Set<String> NO_TEXT = Set.of("media", "datasource");

    private static final String HEAD = "head";
    private static final String BODY = "body";
    private static final String DOCDATA = "docdata";

    @Override
    Document document(Element root, String origin) throws MalformedRecordException {
        if (!Xml.localName(root).equals("nitf")) {
            throw new MalformedRecordException("expected NITF, found another kind of XML");
        }
        return new NewsDocument(
                        NewsDocument.first(Elements.attributes("id-string", root, HEAD, DOCDATA, "doc-id")),
                        headline(root),
                        List.of(body(root), String.join("\n", Elements.texts(root, BODY, "body.head", "abstract"))),
                        NewsDocument.first(Stream.concat(
                                Elements.attributes("regsrc", root, HEAD, DOCDATA, "doc-id"),
                                Elements.attributes("name", root, HEAD, "pubdata"))),
                        Stream.concat(
                                        Stream.of("baselang", "xml:lang", "lang")
                                                .map(root::getAttribute),
                                        Stream.of("xml:lang", "lang")
                                                .flatMap(name -> Elements.attributes(name, root, BODY)))
                                .toList(),
                        Stream.of(
                                        Elements.attributes("norm", root, HEAD, DOCDATA, "date.issue"),
                                        Elements.attributes("norm", root, HEAD, DOCDATA, "date.release"),
                                        Elements.attributes("date.publication", root, HEAD, "pubdata"))
                                .flatMap(times -> times)
                                .toList())
                .toDocument(origin);
    }

    /** The headline of an article, or of one in another form; {@code hedline} is NITF's spelling. */
    static String headline(Element nitf) {
        return NewsDocument.first(Stream.of(
                        Elements.texts(nitf, BODY, "body.head", "hedline", "hl1"),
                        Elements.texts(nitf, BODY, "body.head", "headline", "hl1"),
                        Elements.texts(nitf, HEAD, "title"))
                .flatMap(List::stream));
    }

    /** The text of an article; changes the names of its elements. */
    static String body(Element nitf) {
        return Elements.first(nitf, BODY, "body.content")
                .map(content -> Elements.all(content, "block")
                        .filter(block -> block.getAttribute("class").equals("full_text"))
                        .findFirst()
                        .orElse(content)) // the other blocks repeat the beginning of the full text
                .map(NitfParser::plainText)
                .orElse("");
    }

    private static String plainText(Element content) {
        translate(content);
        return Html.plainText(XhtmlText.html(content));
    }

    private static void translate(Element parent) {
        for (Element child : Xml.childElements(parent)) {
            String name = Xml.localName(child);
            if (NO_TEXT.contains(name)) {
                parent.removeChild(child);
                continue;
            }
            translate(child);
            String htmlName = HTML_NAMES.get(name);
            if (htmlName != null) {
                child.getOwnerDocument().renameNode(child, child.getNamespaceURI(), htmlName);
            }
        }
    }
}
