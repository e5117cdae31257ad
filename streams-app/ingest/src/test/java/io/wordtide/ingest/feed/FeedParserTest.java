package io.wordtide.ingest.feed;

import static io.wordtide.ingest.feed.ParsedFeeds.ADDRESS;
import static io.wordtide.ingest.feed.ParsedFeeds.documents;
import static io.wordtide.ingest.feed.ParsedFeeds.parse;
import static io.wordtide.ingest.feed.ParsedFeeds.rss;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.ingest.InputException;
import io.wordtide.ingest.ReadResult;
import io.wordtide.schema.DeadLetterReason;
import io.wordtide.schema.Document;
import io.wordtide.testing.FeedServer;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedParserTest {

    @Test
    void shouldReadTitleTextTimeSourceAndLanguageOfRss() throws IOException {
        // Given
        String rss = """
            <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
            <title>Tides</title><link>https://tides.example</link><description>d</description>
            <language>en-GB</language><ttl>30</ttl>
            <item><title>Oil &amp;amp; wheat</title><guid>https://tides.example/2</guid>
              <pubDate>Sun, 01 Mar 2026 12:00:00 GMT</pubDate>
              <description>short</description>
              <content:encoded><![CDATA[<p>Prices&nbsp;rose.</p><script>alert(1)</script><p>Caf&eacute;s closed.</p>]]></content:encoded>
            </item>
            <item><title>Older</title><link>https://tides.example/1</link><description>&lt;b&gt;Bold&lt;/b&gt; text</description></item>
            </channel></rss>
            """;

        // When
        FeedEntries entries = parse(rss);

        // Then: the oldest first
        assertThat(entries.timeToLive()).isEqualTo(Duration.ofMinutes(30));
        assertThat(documents(entries))
                .containsExactly(
                        new Document("https://tides.example/1", "Bold text", "Older", "tides.example", "en", null),
                        new Document(
                                "https://tides.example/2",
                                "Prices rose. Caf\u00e9s closed.",
                                "Oil & wheat",
                                "tides.example",
                                "en",
                                Instant.parse("2026-03-01T12:00:00Z")));
    }

    @Test
    void shouldDistinguishTextFromHtmlByTypeInAtom() throws IOException {
        // Given
        String atom = """
            <feed xmlns="http://www.w3.org/2005/Atom"><title>Tides</title><id>urn:tides</id>
            <entry><id>urn:tides:3</id><title>a &lt;b&gt; c</title><updated>2026-03-01T12:00:00Z</updated>
              <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One</p><p>two</p></div></content></entry>
            <entry><id>urn:tides:2</id><title type="html">&lt;i&gt;News&lt;/i&gt;</title>
              <summary>x &lt; y</summary></entry>
            <entry><id>urn:tides:1</id><title>Picture</title><content type="image/png">aGVsbG8=</content></entry>
            </feed>
            """;

        // When
        List<Document> documents = documents(parse(atom));

        // Then
        assertThat(documents).extracting(Document::getId).containsExactly("urn:tides:1", "urn:tides:2", "urn:tides:3");
        // an entry with only a title
        assertThat(documents).extracting(Document::getText).containsExactly("Picture", "x < y", "One two");
        assertThat(documents)
                .extracting(document -> document.getTitle().orElse(null))
                .containsExactly(null, "News", "a <b> c");
        assertThat(documents.get(2).getPublishedAt()).contains(Instant.parse("2026-03-01T12:00:00Z"));
    }

    @Test
    void shouldMakeIdsUnambiguousAndShortEnough() throws IOException {
        // Given: a number, no id, and an id that is too long
        String rss = rss("<item><guid isPermaLink='false'>17</guid><title>a</title></item>"
                + "<item><title>no name</title></item>"
                + "<item><guid>https://tides.example/" + "x".repeat(1_000) + "</guid><title>b</title></item>");

        // When
        List<Document> documents = documents(parse(rss));

        // Then
        assertThat(documents)
                .extracting(Document::getId)
                .satisfiesExactly(
                        id -> assertThat(id).startsWith("urn:uuid:").hasSize(45),
                        id -> assertThat(id).startsWith("urn:uuid:").hasSize(45),
                        id -> assertThat(id).isEqualTo("https://tides.example/news.xml#17"));
        assertThat(documents(parse(rss))).isEqualTo(documents);
    }

    @Test
    void shouldSetAsideEntriesWithoutText() throws IOException {
        // When
        FeedEntries entries =
                parse(rss("<item><guid>urn:1</guid><description>&lt;img src='x'/&gt;</description></item>"));

        // Then
        assertThat(entries.next()).isInstanceOfSatisfying(ReadResult.Rejected.class, rejected -> {
            assertThat(rejected.key()).isEqualTo("urn:1");
            assertThat(rejected.reason()).isEqualTo(DeadLetterReason.EMPTY);
            assertThat(rejected.origin()).isEqualTo(ADDRESS.toString());
        });
    }

    @Test
    void shouldSetAsideEntriesThatNoRecordCanHold() throws IOException {
        // Given: a character of one byte in the feed is two bytes on the topic
        String text = "\u00e9".repeat(9 << 20);
        String rss = "<?xml version='1.0' encoding='ISO-8859-1'?>"
                + rss("<item><guid>urn:1</guid><description>" + text + "</description></item>");

        // When
        FeedEntries entries = parseBytes(rss, ISO_8859_1, null);

        // Then
        assertThat(entries.next()).isInstanceOfSatisfying(ReadResult.Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(DeadLetterReason.TOO_LONG);
            assertThat(rejected.head().remaining()).isEqualTo(1 << 20);
            assertThat(rejected.size()).isEqualTo(18 << 20);
        });
    }

    @Test
    void shouldReadTheEncodingThatIsDeclared() throws IOException {
        // Given
        String item = rss("<item><guid>urn:1</guid><title>Caf\u00e9</title></item>");
        String declared = "<?xml version='1.0' encoding='ISO-8859-1'?>" + item;

        // Then: the encoding comes from the declaration, the server, a byte order mark, the default
        assertThat(documents(parseBytes(declared, ISO_8859_1, "text/xml"))
                        .get(0)
                        .getText())
                .isEqualTo("Caf\u00e9");
        assertThat(documents(parseBytes(item, ISO_8859_1, "text/xml; charset=iso-8859-1"))
                        .get(0)
                        .getText())
                .isEqualTo("Caf\u00e9");
        assertThat(documents(parseBytes("\uFEFF" + item, UTF_8, "application/xml"))
                        .get(0)
                        .getText())
                .isEqualTo("Caf\u00e9");
        assertThat(documents(parseBytes(item, UTF_8, null)).get(0).getText()).isEqualTo("Caf\u00e9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE"})
    void shouldReadSixteenBitEncodings(String charset) throws IOException {
        String xml = "<?xml version='1.0' encoding='" + charset + "'?>"
                + rss("<item><guid>urn:1</guid><title>Caf\u00e9</title></item>");

        assertThat(documents(parseBytes(xml, Charset.forName(charset), null))
                        .get(0)
                        .getText())
                .isEqualTo("Caf\u00e9");
    }

    @Test
    void shouldRefuseBytesOfAnotherEncodingThanDeclared() {
        String xml = "<?xml version='1.0' encoding='UTF-8'?>" + rss("<item><title>Caf\u00e9 secret</title></item>");

        assertThatThrownBy(() -> parseBytes(xml, ISO_8859_1, null))
                .isInstanceOf(InputException.class)
                .hasMessage("expected UTF-8 as declared, found other bytes at byte %d (from 0)"
                        .formatted(xml.indexOf("\u00e9")));
    }

    @Test
    void shouldRefuseAnUnknownEncoding() {
        String xml = "<?xml version='1.0' encoding='tide-8'?>" + rss("");

        assertThatThrownBy(() -> parse(xml))
                .hasMessage("expected an encoding that Java knows, found another one declared");
    }

    @Test
    void shouldRefuseDocumentTypesAndSoEveryEntityOfTheFeedsOwn() {
        // Given: a billion laughs, and a local file
        String laughs = """
            <?xml version="1.0"?>
            <!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>
            """ + rss("<item><title>&c;</title></item>");
        String file =
                "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>" + rss("<item><title>&x;</title></item>");

        // Then
        assertThatThrownBy(() -> parse(laughs))
                .hasMessage("expected XML, found a document type declaration, which is refused, in line 2");
        assertThatThrownBy(() -> parse(file))
                .hasMessage("expected XML, found a document type declaration, which is refused, in line 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "<rss><secret", "<rss version='2.0'><channel></rss>"})
    void shouldRefuseTextThatIsNotXml(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("expected XML, found something that is not well-formed")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<secret/>", "<rss version='2.0'/>"})
    void shouldRefuseXmlThatIsNotAFeed(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("expected RSS or Atom, found")
                .hasMessageNotContaining("secret");
    }

    @Test
    void shouldRefuseElementsNestedTooDeeply() {
        String deep = "<a>".repeat(100_000) + "</a>".repeat(100_000);

        assertThatThrownBy(() -> parse(rss(deep)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("nested too deeply");
    }

    @Test
    void shouldReadAsManyElementsAsTheLimitOfSizeLeavesRoomFor() throws IOException {
        // Given: 16 MB of the shortest elements
        String many = "<a/>".repeat(4_000_000);

        // Then: it fits into the heap of the tests
        assertThat(documents(parse(rss("<item><title>a</title></item>" + many))))
                .hasSize(1);
    }

    @Test
    @Timeout(60)
    void shouldTakeAsLongAsTheLimitOfSizeLeavesRoomForHoweverAFeedIsMade() throws IOException {
        // Given: an id of 8 MB above 10,000 entries; 1.7 million starts without an end in a feed that is not
        // well-formed
        String named = "<feed><id>urn:" + "t".repeat(8 << 20) + "</id>"
                + "<entry><id>1</id><title>a</title></entry>".repeat(10_000) + "</feed>";
        String unended = "<rss>" + "<![CDATA[".repeat(1_700_000);

        // Then
        assertThat(documents(parse(named)))
                .hasSize(10_000)
                .allSatisfy(document ->
                        assertThat(document.getId()).startsWith("urn:uuid:").endsWith("#1"));
        assertThatThrownBy(() -> parse(unended)).hasMessageStartingWith("expected XML");
    }

    @Test
    void shouldReadHtmlHoweverDeepItIs() throws IOException {
        String deep = "&lt;div&gt;".repeat(100_000) + "end";

        assertThat(documents(parse(rss("<item><guid>urn:1</guid><description>" + deep + "</description></item>")))
                        .get(0)
                        .getText())
                .isEqualTo("end");
    }

    @Test
    void shouldLeaveOutTheOldestEntriesOfAFeedThatHasTooMany() throws IOException {
        // Given: one more than 10,000, the newest first
        String[] ids =
                IntStream.rangeClosed(0, 10_000).mapToObj(i -> "urn:" + i).toArray(String[]::new);

        // When
        FeedEntries entries = parse(FeedServer.rss(ids));

        // Then: urn:10000 is missing
        assertThat(entries.cutCount()).isEqualTo(1);
        assertThat(entries.next()).isNotNull().extracting(ReadResult::key).isEqualTo("urn:9999");
    }

    private static FeedEntries parseBytes(String xml, Charset charset, @Nullable String contentType)
            throws InputException {
        return new FeedParser().parse(ADDRESS, xml.getBytes(charset), contentType);
    }
}
