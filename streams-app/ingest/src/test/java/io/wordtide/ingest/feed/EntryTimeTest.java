package io.wordtide.ingest.feed;

import static io.wordtide.ingest.feed.ParsedFeeds.documents;
import static io.wordtide.ingest.feed.ParsedFeeds.ofEntry;
import static io.wordtide.ingest.feed.ParsedFeeds.ofItem;
import static io.wordtide.ingest.feed.ParsedFeeds.parse;
import static io.wordtide.ingest.feed.ParsedFeeds.rss;
import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.ingest.InputException;
import io.wordtide.schema.Document;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryTimeTest {

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T12:00:00.5Z, 2026-03-01T12:00:00.500Z",
        "2026-03-01T12:00:00.123456Z, 2026-03-01T12:00:00.123Z",
        "2026-03-01T12:00:00.999999999Z, 2026-03-01T12:00:00.999Z",
        "2026-03-01T12:00:00+0100, 2026-03-01T11:00:00Z",
        "2026-03-01t12:00:00z, 2026-03-01T12:00:00Z",
        "2026-03-01T12:00:00, 2026-03-01T12:00:00Z",
        "2026-03-01T12:35:1+01:00, 2026-03-01T11:35:01Z", // one digit for the seconds
    })
    void shouldReadTimesOfAtomAndDublinCoreToTheMillisecond(String written, Instant expected) throws InputException {
        assertThat(ofEntry("<title>a</title><updated>" + written + "</updated>").getPublishedAt())
                .contains(expected);
        assertThat(ofItem("<title>a</title><dc:date>" + written + "</dc:date>").getPublishedAt())
                .contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sun, 01 Mar 2026 12:00:00 GMT | 2026-03-01T12:00:00Z",
                "Sun, 01 Mar 2026 12:00:00 +01:00 | 2026-03-01T11:00:00Z",
                "Sun, 01 Mar 2026 12:00:00 | 2026-03-01T12:00:00Z",
                "2026-03-01 16:42:55 -0800 | 2026-03-02T00:42:55Z",
                "1772366400 | 2026-03-01T12:00:00Z", // 20,513 days of 86,400 s and half a day
            })
    void shouldReadTimesOfRss(String written, Instant expected) throws InputException {
        assertThat(ofItem("<title>a</title><pubDate>" + written + "</pubDate>").getPublishedAt())
                .contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<pubDate>T</pubDate><dc:date>2001-01-01</dc:date>",
                "<dc:date>T</dc:date><a:updated>2001-01-01</a:updated>",
                "<a:published>T</a:published><dc:date>2001-01-01</dc:date>",
                "<dcterms:issued>T</dcterms:issued><dcterms:modified>2001-01-01</dcterms:modified>",
                "<dcterms:created>T</dcterms:created>",
                "<a:updated>T</a:updated>",
                "<dcterms:modified>T</dcterms:modified>",
                "<pubDate>soon</pubDate><dc:date>T</dc:date>", // the next best one that can be read
            })
    void shouldPreferTheTimeOfPublicationToThatOfTheLastChangeInRss(String times) throws InputException {
        assertThat(ofItem("<title>a</title>" + times.replace("T<", "2026-03-01T12:00:00Z<"))
                        .getPublishedAt())
                .contains(Instant.parse("2026-03-01T12:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"issued", "created"})
    void shouldPreferIssuedAndCreatedToModifiedInAtom03(String name) throws InputException {
        // Given
        String atom = """
            <feed version='0.3' xmlns='http://purl.org/atom/ns#'><title>Tides</title><entry><title>a</title>
            <modified>2026-03-02T00:00:00Z</modified><%s>2026-03-01T00:00:00Z</%s></entry></feed>
            """.formatted(name, name);

        // Then
        assertThat(documents(parse(atom)))
                .extracting(Document::getPublishedAt)
                .containsExactly(Optional.of(Instant.parse("2026-03-01T00:00:00Z")));
    }

    @Test
    void shouldCountTimesThatCannotBeReadAndSendTheEntriesWithoutOne() throws InputException {
        // Given: no time, an empty one, one that is none, and one in the year 58,135
        FeedEntries entries = parse(rss("<item><title>a</title></item>"
                + "<item><title>b</title><pubDate/></item>"
                + "<item><title>c</title><pubDate>soon</pubDate></item>"
                + "<item><title>d</title><pubDate>+58135-01-01T00:00:00Z</pubDate></item>"));

        // Then
        assertThat(documents(entries))
                .hasSize(4)
                .allSatisfy(document -> assertThat(document.getPublishedAt()).isEmpty());
        assertThat(entries.unreadableTimeCount()).isEqualTo(2);
    }
}
