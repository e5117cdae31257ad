package io.wordtide.ingest.format;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wordtide.schema.Document;
import io.wordtide.schema.RecordSizes;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object with {@code text} and optionally {@code id}, {@code timestamp}, {@code source}, {@code title} and
 * {@code language}; other members are ignored.
 */
public final class JsonDocumentParser implements RecordParser {

    private static final ObjectReader JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(RecordSizes.MAX_INPUT_RECORD_BYTES)
                            .build())
                    .build())
            .build()
            .reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @Override
    public Document parse(String text, String origin) throws MalformedRecordException {
        JsonNode json = read(text);
        if (!json.isObject()) {
            throw new MalformedRecordException("expected a JSON object, found %s".formatted(kind(json)));
        }
        String body = string(json, "text");
        if (body == null) {
            throw new MalformedRecordException("expected a member \"text\", found none");
        }
        String id = string(json, "id");
        return new Document(
                id == null || id.isBlank() ? origin : id,
                body,
                string(json, "title"),
                string(json, "source"),
                string(json, "language"),
                timestamp(json));
    }

    private static JsonNode read(String text) throws MalformedRecordException {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            // not Jackson's message: it quotes the token, which is text of the document
            JsonLocation place = e.getLocation();
            throw new MalformedRecordException("expected one JSON object per line, found something that is not JSON%s"
                    .formatted(place == null ? "" : " at character " + place.getCharOffset() + " (from 0)"));
        }
    }

    /** A member that is a string, or a number as written; null if it is missing or null. */
    private static @Nullable String string(JsonNode json, String member) throws MalformedRecordException {
        JsonNode node = json.path(member);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (node.isTextual() || node.isNumber()) {
            return node.asText();
        }
        throw new MalformedRecordException(
                "expected a string as member \"%s\", found %s".formatted(member, kind(node)));
    }

    private static @Nullable Instant timestamp(JsonNode json) throws MalformedRecordException {
        String written = string(json, "timestamp");
        return written == null ? null : Timestamps.parse(written);
    }

    private static String kind(JsonNode node) {
        return node.isMissingNode()
                ? "nothing"
                : "a JSON " + node.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
