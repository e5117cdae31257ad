package io.wordtide.ingest.feed;

import static io.wordtide.ingest.feed.ParsedFeeds.documents;
import static io.wordtide.ingest.feed.ParsedFeeds.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.ingest.InputException;
import io.wordtide.ingest.ReadResult;
import io.wordtide.schema.DeadLetterReason;
import io.wordtide.schema.Document;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFeedTest {

    @Test
    void shouldReadTextTitleTimeAndLanguage() throws InputException {
        // Given: HTML is preferred to text, and text to a summary; ids may be numbers
        String feed = """
            {"version": "https://jsonfeed.org/version/1.1", "title": "Tides", "feed_url": "https://home.example/json",
             "language": "en-GB", "items": [
              {"id": "urn:3", "title": "Oil & wheat", "content_html": "<p>Prices&nbsp;rose.</p><p>Again</p>",
               "content_text": "no", "date_published": "2026-03-01T12:00:00.5Z", "date_modified": "2026-03-02T12:00:00Z"},
              {"id": 2, "content_text": "a <b> c", "language": "de", "date_modified": "2026-03-01T12:00:00Z"},
              {"url": "https://home.example/1", "content_html": "<img>", "summary": "short"}]}
            """;

        // When
        FeedEntries entries = parse(feed);

        // Then: the last one first
        assertThat(documents(entries))
                .containsExactly(
                        new Document("https://home.example/1", "short", null, "tides.example", "en", null),
                        new Document(
                                "https://home.example/json#2",
                                "a <b> c",
                                null,
                                "tides.example",
                                "de",
                                Instant.parse("2026-03-01T12:00:00Z")),
                        new Document(
                                "urn:3",
                                "Prices rose. Again",
                                "Oil & wheat",
                                "tides.example",
                                "en",
                                Instant.parse("2026-03-01T12:00:00.500Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://jsonfeed.org/version/1", "https://jsonfeed.org/version/1.1", "1.1"})
    void shouldReadEachVersion(String version) throws InputException {
        String feed =
                "\uFEFF {\"version\": \"%s\", \"items\": [{\"id\": \"urn:1\", \"title\": \"a\"}]}".formatted(version);

        assertThat(documents(parse(feed))).extracting("id").containsExactly("urn:1");
    }

    @Test
    void shouldSetAsideAnItemThatIsNoObjectAndReadTheOthers() throws InputException {
        // When
        String feed =
                "{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": [[\"secret\"], {\"id\": \"urn:1\", \"title\": \"a\"}]}";
        FeedEntries entries = parse(feed);

        // Then
        assertThat(entries.next()).isNotNull().extracting(ReadResult::key).isEqualTo("urn:1");
        assertThat(entries.next()).isInstanceOfSatisfying(ReadResult.Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(DeadLetterReason.MALFORMED_INPUT);
            assertThat(rejected.cause()).isEqualTo("expected a JSON object as an entry, found a JSON array");
            assertThat(rejected.size()).isEqualTo("[\"secret\"]".length());
        });
        assertThat(entries.next()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"secret\": 1}",
                "{\"version\": \"1.1\"}",
                "{\"version\": \"2026\", \"items\": []}",
                "[\"secret\"]",
            })
    void shouldNameJsonThatIsNoFeed(String json) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("expected RSS, Atom or JSON Feed, found JSON without the \"version\"")
                .hasMessageNotContaining("secret");
    }

    @Test
    void shouldNameTheLineOfMalformedJson() {
        assertThatThrownBy(() -> parse("{\"version\": \"1.1\",\n\"items\": secret}"))
                .isInstanceOf(InputException.class)
                .hasMessage("expected JSON Feed, found JSON that is malformed in line 2");
    }
}
