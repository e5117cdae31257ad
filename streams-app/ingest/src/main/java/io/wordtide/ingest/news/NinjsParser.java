package io.wordtide.ingest.news;

import com.fasterxml.jackson.databind.JsonNode;
import io.wordtide.ingest.format.Html;
import io.wordtide.ingest.format.HtmlMode;
import io.wordtide.ingest.format.JsonDocumentParser;
import io.wordtide.ingest.format.MalformedRecordException;
import io.wordtide.ingest.format.RecordParser;
import io.wordtide.schema.Document;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An item of IPTC's ninjs. Version 1 has a member for each rendition of the body ({@code body_text}, {@code body_xhtml}),
 * versions 2 and 3 a list ({@code bodies}); version 3 has capitals in its names ({@code versionCreated}). A rendition in
 * plain text is preferred. An item without a body, such as a picture, has its description as text.
 *
 * <p>Source: IPTC, News in JSON, ninjs 1.6, 2.2 and 3.1.
 */
public final class NinjsParser implements RecordParser {

    @Override
    public Document parse(String text, String origin) throws MalformedRecordException {
        JsonNode item = JsonDocumentParser.read(text);
        if (!item.isObject()) {
            throw new MalformedRecordException("expected an item of ninjs, which is a JSON object, found other JSON");
        }
        return new NewsDocument(
                        string(item, "uri", "guid"),
                        NewsDocument.first(Stream.concat(
                                renditions(item, "headline", "headlines").stream(),
                                Stream.of(string(item, "title", "name")))),
                        Stream.concat(
                                        renditions(item, "body", "bodies").stream(),
                                        renditions(item, "description", "descriptions").stream())
                                .toList(),
                        string(item, "source"),
                        List.of(string(item, "language")),
                        Stream.of("firstpublished", "versioncreated", "firstcreated", "contentcreated")
                                .map(name -> ignoringCase(item, name))
                                .toList())
                .toDocument(origin);
    }

    /** A part of the item in plain text, rendition by rendition. */
    private static List<String> renditions(JsonNode item, String name, String listName) {
        List<Rendition> found = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : item.properties()) {
            if ((member.getKey().equals(name) || member.getKey().startsWith(name + "_"))
                    && member.getValue().isTextual()) {
                found.add(new Rendition(
                        member.getKey().substring(name.length()),
                        "",
                        member.getValue().asText()));
            }
        }
        for (JsonNode rendition : item.path(listName)) {
            found.add(new Rendition(
                    string(rendition, "role"),
                    string(rendition, "contenttype", "contentType"),
                    string(rendition, "value")));
        }
        return found.stream()
                .sorted(Comparator.comparingInt(Rendition::rank))
                .map(Rendition::plainText)
                .toList();
    }

    /** One rendition of a part; role and type are empty if it does not say. */
    private record Rendition(String role, String type, String value) {

        private boolean isPlain() {
            return type.startsWith("text/plain") || role.equals("_text");
        }

        /** Plain text, then others in the item's order, then XML of a house. */
        int rank() {
            return isPlain()
                    ? 0
                    : type.endsWith("/xml") || type.toLowerCase(Locale.ROOT).contains("nitf") ? 2 : 1;
        }

        String plainText() {
            if (isPlain()) {
                return value;
            }
            return type.isEmpty() ? HtmlMode.AUTO.plainText(value) : Html.plainText(value);
        }
    }

    private static String ignoringCase(JsonNode item, String name) {
        return item.properties().stream()
                .filter(member -> member.getKey().equalsIgnoreCase(name))
                .map(member -> member.getValue().asText(""))
                .findFirst()
                .orElse("");
    }

    /** The first of some members that is a string or a number; else empty. */
    private static String string(JsonNode json, String... names) {
        return NewsDocument.first(Stream.of(names).map(name -> json.path(name).asText("")));
    }
}
