package io.wordtide.ingest.feed;

import static io.wordtide.ingest.feed.ParsedFeeds.ADDRESS;
import static io.wordtide.ingest.feed.ParsedFeeds.documents;
import static io.wordtide.ingest.feed.ParsedFeeds.parse;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.ingest.InputException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryIdTest {

    private static final String NAMED =
            "<rss xmlns:a='http://www.w3.org/2005/Atom'><channel><title>Tides</title><link>https://home.example</link><a:link rel='self' href='https://home.example/rss'/><item><guid>17</guid><title>a</title></item></channel></rss>";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<rss xmlns:a='http://www.w3.org/2005/Atom'><channel><a:link rel='self' href='https://home.example/rss'/><item><guid>17</guid><title>a</title></item></channel></rss> | https://home.example/rss#17",
                // without an address of its own; a title may hold the time, and feeds of one site its home page
                "<rss><channel><link>https://home.example</link><title>Status at 12:05</title><item><guid>17</guid><title>a</title></item></channel></rss> | https://tides.example/news.xml#17",
                "<feed><id>urn:tides</id><entry><id>17</id><title>a</title></entry></feed> | urn:tides#17",
                "<feed><id>tides</id><link href='https://home.example'/><link rel='self' href='https://home.example/atom'/><entry><id>17</id><title>a</title></entry></feed> | https://home.example/atom#17",
                "<feed><link rel='self' href='atom'/><entry><id>17</id><title>a</title></entry></feed> | https://tides.example/news.xml#17",
                "<rss><channel><link>home</link><item><guid>17</guid><title>a</title></item></channel></rss> | https://tides.example/news.xml#17",
                // a URI is unambiguous
                "<rss><channel><link>https://home.example</link><item><guid>urn:17</guid><title>a</title></item></channel></rss> | urn:17",
                "<feed xml:base='https://home.example/a/'><entry><link rel='self' href='x'/><link href='17'/><title>a</title></entry></feed> | https://home.example/a/17",
                "<rdf:RDF xmlns:rdf='urn:rdf'><item rdf:about='urn:17'><link>https://home.example</link><title>a</title></item></rdf:RDF> | urn:17",
                "<rss><channel><item><link>https://home.example/17</link><title>a</title></item></channel></rss> | https://home.example/17",
            })
    void shouldPrefixIdsThatAreNoUriWithWhatTheFeedCallsItself(String feed, String expected) throws InputException {
        assertThat(documents(parse(feed)).get(0).getId()).isEqualTo(expected);
    }

    @Test
    void shouldGiveTheSameIdWhereverTheFeedIsFetched() throws InputException {
        // Given
        URI moved = URI.create("https://new.example/feed");

        // Then
        assertThat(documents(new FeedParser().parse(moved, NAMED.getBytes(UTF_8), null)))
                .extracting("id")
                .containsExactly("https://home.example/rss#17");
    }

    @Test
    void shouldKnowTheKeysOfEarlierVersions() throws InputException {
        // Given
        FeedEntries entries = parse(NAMED);
        String address = ADDRESS + "#" + "x".repeat(1_000 - ADDRESS.toString().length() - 1);

        // Then: with the address as given; a URI as it is; a hash where it would have been too long
        assertThat(entries.formerKey("https://home.example/rss#17")).isEqualTo(ADDRESS + "#17");
        assertThat(entries.formerKey("urn:17")).isEqualTo("urn:17");
        assertThat(entries.formerKey(address.replace(ADDRESS.toString(), "https://home.example/rss")))
                .isEqualTo(address);
        assertThat(entries.formerKey(address.replace(ADDRESS.toString(), "https://home.example/rss") + "x"))
                .startsWith("urn:uuid:");
    }
}
