package io.wordtide.ingest.format;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wordtide.schema.Document;
import io.wordtide.schema.RecordSizes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object whose members hold the parts of a document; other members are ignored. A name with dots that no member
 * has is a path through objects in one another: {@code review.body}.
 */
public final class JsonDocumentParser implements RecordParser {

    private static final ObjectReader JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(RecordSizes.MAX_INPUT_RECORD_BYTES)
                            .build())
                    .build())
            // a double would read the id 10000000.0 as 1.0E7, and 1e400 as Infinity
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build()
            .reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Columns columns;
    private final Set<String> missing = new LinkedHashSet<>();

    /** @param columns which members to use; one that is named here may be missing from some of the records */
    public JsonDocumentParser(Columns columns) {
        this.columns = columns;
        missing.addAll(columns.text());
        for (@Nullable String named : new @Nullable String[] {
            columns.id(), columns.timestamp(), columns.source(), columns.title(), columns.language()
        }) {
            if (named != null) {
                missing.add(named);
            }
        }
    }

    @Override
    public Document parse(String text, String origin) throws MalformedRecordException {
        JsonNode json = read(text);
        if (!json.isObject()) {
            throw new MalformedRecordException("expected a JSON object, found %s".formatted(kind(json)));
        }
        String body = text(json);
        String id = string(json, columns.id(), "id");
        return new Document(
                id == null || id.isBlank() ? origin : id,
                body,
                string(json, columns.title(), "title"),
                string(json, columns.source(), "source"),
                string(json, columns.language(), "language"),
                timestamp(json));
    }

    @Override
    public List<String> missingNames() {
        return List.copyOf(missing);
    }

    /** @throws MalformedRecordException if it is not one JSON value; the message does not quote it */
    public static JsonNode read(String text) throws MalformedRecordException {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            // not Jackson's message: it quotes the token, which is text of the document
            JsonLocation place = e.getLocation();
            throw new MalformedRecordException("expected a JSON object, found something that is not JSON%s%s"
                    .formatted(
                            place == null ? "" : " at character " + place.getCharOffset() + " (from 0)",
                            text.indexOf('\r') >= 0
                                    ? ", and lone carriage returns: lines must end with line feeds"
                                    : ""));
        }
    }

    /** The parts that are there, of which there must be one. */
    private String text(JsonNode json) throws MalformedRecordException {
        List<String> parts = new ArrayList<>();
        for (String name : columns.texts()) {
            String part = string(json, List.of(name));
            if (part != null) {
                parts.add(part);
            }
        }
        if (parts.isEmpty()) {
            List<String> members = json.properties().stream()
                    .filter(member -> !member.getValue().isNull())
                    .map(Map.Entry::getKey)
                    .toList();
            throw new MalformedRecordException("expected a member %s, found %s"
                    .formatted(
                            FieldNames.list(columns.texts()), members.isEmpty() ? "none" : FieldNames.list(members)));
        }
        return String.join("\n", parts);
    }

    private @Nullable Instant timestamp(JsonNode json) throws MalformedRecordException {
        String written = string(json, Columns.candidates(columns.timestamp(), Columns.USUAL_TIMESTAMPS));
        return written == null ? null : Timestamps.parse(written, columns.timestampUnit());
    }

    private @Nullable String string(JsonNode json, @Nullable String given, String usual)
            throws MalformedRecordException {
        return string(json, Columns.candidates(given, List.of(usual)));
    }

    /** The first of some members that is a string, or a number as written; null if they are all missing or null. */
    private @Nullable String string(JsonNode json, List<String> names) throws MalformedRecordException {
        for (String name : names) {
            JsonNode node = find(json, name);
            if (!node.isMissingNode()) {
                missing.remove(name);
            }
            if (node.isTextual() || node.isNumber()) {
                return node.asText();
            }
            if (!node.isMissingNode() && !node.isNull()) {
                throw new MalformedRecordException(
                        "expected a string as member \"%s\", found %s".formatted(name, kind(node)));
            }
        }
        return null;
    }

    private static JsonNode find(JsonNode json, String name) {
        JsonNode node = json.path(name);
        int dot = name.indexOf('.');
        return node.isMissingNode() && dot >= 0
                ? find(json.path(name.substring(0, dot)), name.substring(dot + 1))
                : node;
    }

    private static String kind(JsonNode node) {
        return node.isMissingNode()
                ? "nothing"
                : "a JSON " + node.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
