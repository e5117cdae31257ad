package io.wordtide.ingest.feed;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wordtide.ingest.InputException;
import io.wordtide.ingest.format.Html;
import io.wordtide.ingest.format.MalformedRecordException;
import io.wordtide.ingest.format.PublicationTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * JSON Feed, versions 1 and 1.1.
 *
 * <p>Source: B. Reece and M. Simmons, JSON Feed Version 1.1, 2020.
 */
final class JsonFeed {

    /** Some write the number alone. */
    private static final Pattern VERSION = Pattern.compile("(https?://(www\\.)?jsonfeed\\.org/version/.*|1(\\.\\d)?)");

    private static final JsonMapper JSON = new JsonMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(FeedClient.MAX_BYTES)
                    .build())
            .build());

    private JsonFeed() {}

    /** @throws InputException if it is not a feed */
    static Feed read(String json) throws InputException {
        JsonNode feed;
        try {
            feed = JSON.readTree(json);
        } catch (JacksonException e) {
            // not Jackson's message: it quotes the feed
            throw new InputException("expected JSON Feed, found JSON that is malformed%s"
                    .formatted(
                            e.getLocation() == null
                                    ? ""
                                    : " in line " + e.getLocation().getLineNr()));
        }
        if (!VERSION.matcher(text(feed, "version")).matches()
                || !feed.path("items").isArray()) {
            throw new InputException(
                    "expected RSS, Atom or JSON Feed, found JSON without the \"version\" of a JSON Feed"
                            + " (https://jsonfeed.org/version/1.1) or without \"items\"");
        }
        List<Feed.Item> items = new ArrayList<>();
        feed.path("items").forEach(item -> items.add(new Item(item)));
        return new Feed(
                Feed.identity("", text(feed, "feed_url")),
                Feed.language(Stream.of(text(feed, "language"))),
                Duration.ZERO,
                items);
    }

    /** A string, or a number as written; else empty. */
    private static String text(JsonNode json, String member) {
        JsonNode value = json.path(member);
        return value.isTextual() || value.isNumber() ? value.asText().strip() : "";
    }

    /** A member of {@code items}. */
    private record Item(JsonNode json) implements Feed.Item {

        @Override
        public Entry read() throws MalformedRecordException {
            if (!json.isObject()) {
                throw new MalformedRecordException("expected a JSON object as an entry, found a JSON "
                        + json.getNodeType().name().toLowerCase(Locale.ROOT));
            }
            String name = first(text(json, "id"), text(json, "url"), text(json, "external_url"));
            return new Entry(
                    name.isEmpty() ? null : name,
                    text(json, "title"),
                    first(
                            Html.plainText(text(json, "content_html")),
                            text(json, "content_text"),
                            text(json, "summary")),
                    PublicationTime.firstReadable(List.of(text(json, "date_published"), text(json, "date_modified"))),
                    Feed.language(Stream.of(text(json, "language"))));
        }

        @Override
        public String raw() {
            return json.toString();
        }

        private static String first(String... texts) {
            return Stream.of(texts).filter(text -> !text.isEmpty()).findFirst().orElse("");
        }
    }
}
