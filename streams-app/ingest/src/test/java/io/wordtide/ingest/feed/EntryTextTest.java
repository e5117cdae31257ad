package io.wordtide.ingest.feed;

import static io.wordtide.ingest.feed.ParsedFeeds.documents;
import static io.wordtide.ingest.feed.ParsedFeeds.ofEntry;
import static io.wordtide.ingest.feed.ParsedFeeds.ofItem;
import static io.wordtide.ingest.feed.ParsedFeeds.parse;
import static io.wordtide.ingest.feed.ParsedFeeds.rss;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.ingest.InputException;
import io.wordtide.schema.Document;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryTextTest {

    private static final String XHTML = "xmlns='http://www.w3.org/1999/xhtml'";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<p>Before</p><iframe src='a.html'></iframe><p>After</p> | Before After",
                "<p>Before<br/>break</p><script src='a.js'/><p>After</p> | Before break After",
                "<p>a</p><title/><textarea/><noscript/><plaintext/><p>b</p> | a b",
                "<p>AT&amp;T &lt;b&gt;</p> | AT&T <b>",
                "<p>one</p><svg xmlns='http://www.w3.org/2000/svg'><title>two</title></svg><p>three</p> | one two three",
                "<img src='a.png'/><style>p {}</style> | title",
            })
    void shouldReadXhtmlAsBrowsersShowIt(String xhtml, String expected) throws InputException {
        String content = "<content type='xhtml'><div " + XHTML + ">" + xhtml + "</div></content>";

        assertThat(ofEntry("<title>title</title>" + content).getText()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "xmlns:h='http://www.w3.org/1999/xhtml', h:", // a prefix
        "xmlns='http://www.w3.org/1999/xhtml', ''",
        "'', ''", // forgotten, so that its elements are Atom's
    })
    void shouldKeepWordsApartWhateverThePrefixOfXhtml(String declaration, String prefix) throws InputException {
        String content = "<content type='xhtml'><P:div %s><P:p>P<P:b>ar</P:b>a</P:p><P:p>two</P:p></P:div></content>"
                .formatted(declaration)
                .replace("P:", prefix);

        assertThat(ofEntry(content).getText()).isEqualTo("Para two");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<content>x &lt;b&gt; y</content> | x <b> y",
                "<content type='html'>x &lt;b&gt;y&lt;/b&gt;</content> | x y",
                "<content type='text/html; charset=utf-8'>x &lt;b&gt;y&lt;/b&gt;</content> | x y",
                "<content type='text/plain'>x</content> | x",
                "<content>x<p>y</p>z</content> | x y z", // markup, though it says text
                "<content src='https://tides.example/a.html' type='text/html'/><summary>s</summary> | s",
                "<content type='image/svg+xml'><svg>x</svg></content><summary>s</summary> | s",
                "<content type='application/pdf'>eA==</content><summary>s</summary> | s",
                "<media:group><media:description>video</media:description></media:group> | video",
            })
    void shouldReadContentOfAtomByItsType(String content, String expected) throws InputException {
        assertThat(ofEntry(content).getText()).isEqualTo(expected);
    }

    @Test
    void shouldReadHtmlAndBase64OfAtom03() throws InputException {
        // Given
        String packed = Base64.getMimeEncoder().encodeToString("<p>caf\u00e9</p>".getBytes(UTF_8));
        String atom = """
            <feed version='0.3' xmlns='http://purl.org/atom/ns#'><title>Tides</title><entry>
              <title type='text/html' mode='escaped'>&lt;i&gt;News&lt;/i&gt;</title>
              <content type='text/html' mode='base64'>%s</content></entry></feed>
            """.formatted(packed);

        // When
        Document document = documents(parse(atom)).get(0);

        // Then
        assertThat(document.getTitle()).contains("News");
        assertThat(document.getText()).isEqualTo("caf\u00e9");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<media:description>a &lt; b</media:description> | a < b",
                "<media:description type='html'>&lt;b&gt;a&lt;/b&gt;</media:description> | a",
                "<media:group><media:description>a</media:description></media:group> | a",
                "<media:content url='v'><media:title>IMG_1</media:title><media:description>a</media:description></media:content> | a",
                "<itunes:summary>a</itunes:summary> | a",
                "<dc:description>a</dc:description> | a",
                "<a:content type='html'>&lt;p&gt;a</a:content> | a",
                "<a:summary>a</a:summary> | a",
                "<xhtml:body><xhtml:p>a</xhtml:p><xhtml:p>b</xhtml:p></xhtml:body> | a b",
                "<description><p>a</p><p>b</p></description> | a b", // markup that is not escaped
                // the longer text first
                "<description>short</description><content:encoded>long</content:encoded> | long",
                "<description>short</description><xhtml:body><xhtml:p>long</xhtml:p></xhtml:body> | long",
                "<description>long</description><itunes:summary>short</itunes:summary> | long",
                "<content:encoded>&lt;img/&gt;</content:encoded><description>long</description> | long",
            })
    void shouldReadTheTextsOfModulesInRss(String children, String expected) throws InputException {
        // When
        Document document = ofItem("<title>title</title>" + children);

        // Then
        assertThat(document.getText()).isEqualTo(expected);
        assertThat(document.getTitle()).contains("title");
    }

    @ParameterizedTest
    @CsvSource({
        "<media:title>a</media:title>, a",
        "<media:group><media:title>a</media:title></media:group>, a",
        "<dc:title>a</dc:title>, a",
        "<itunes:title>a</itunes:title>, a",
        "<title>a</title><dc:title>b</dc:title>, a",
        "<media:content><media:title>IMG_1</media:title></media:content>,", // the name of a file
    })
    void shouldReadTheTitlesOfModulesInRss(String children, String expected) throws InputException {
        assertThat(ofItem("<description>text</description>" + children).getTitle())
                .isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void shouldCountEntriesThatHaveATitleAlone() throws InputException {
        // Given
        FeedEntries entries = parse(rss("<item><title>a</title></item>"
                + "<item><title>b</title><description>&lt;img src='x'/&gt;</description></item>"
                + "<item><title>c</title><description>text</description></item>"));

        // Then
        assertThat(documents(entries)).extracting(Document::getText).containsExactly("text", "b", "a");
        assertThat(entries.titleOnlyCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<rss xmlns='http://backend.userland.com/rss2'><channel><item><title>a</title><description>b</description></item></channel></rss>",
                "<r:rss xmlns:r='urn:rss'><r:channel><r:item><r:title>a</r:title><r:description>b</r:description></r:item></r:channel></r:rss>",
                "<RSS><Channel><Item><Title>a</Title><Description>b</Description></Item></Channel></RSS>",
                "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><channel/><item><title>a</title><description>b</description></item></rdf:RDF>",
                "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://my.netscape.com/rdf/simple/0.9/'><item><title>a</title><description>b</description></item></rdf:RDF>",
                "<feed xmlns='urn:own'><entry><title>a</title><content>b</content></entry></feed>",
                "<feed><entry><title>a</title><content>b</content></entry></feed>",
                "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><entry><title>a</title><summary>b</summary></entry></feed>",
            })
    void shouldReadFeedsOfAnyVersionInAnyNamespace(String feed) throws InputException {
        assertThat(documents(parse(feed))).singleElement().satisfies(document -> {
            assertThat(document.getTitle()).contains("a");
            assertThat(document.getText()).isEqualTo("b");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<ttl>an hour</ttl>",
                "<skipHours><hour>now</hour></skipHours><skipDays><day>8</day></skipDays>",
                "<image/><cloud port='x'/><textInput/>",
                "<item><enclosure length='long' url=''/><source/><guid isPermaLink='maybe'/><category/><comments/></item>",
            })
    void shouldLoseNoEntryToABadElement(String bad) throws InputException {
        // When
        FeedEntries entries = parse(rss(bad + "<item><guid>urn:1</guid><title>a</title></item>"));

        // Then
        assertThat(entries.next()).isNotNull().extracting("key").isEqualTo("urn:1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='de-AT'><entry><title>a</title></entry></feed> | de",
                "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='de'><entry xml:lang='fr'><title>a</title></entry></feed> | fr",
                "<feed xml:lang='de'><entry><content xml:lang='fr'>a</content></entry></feed> | fr",
                "<rss><channel><language>English</language><item><title>a</title></item></channel></rss> | en",
                "<rss xml:lang='de'><channel><language>en-us</language><item><title>a</title></item></channel></rss> | en",
                "<rss xml:lang='de'><channel><language>tidish</language><item><title>a</title></item></channel></rss> | de",
                "<rss xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><dc:language>nl</dc:language><item><title>a</title></item></channel></rss> | nl",
                "<rss xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><language>en</language><item><title>a</title><dc:language>nl</dc:language></item></channel></rss> | nl",
                "<rss><channel><item><title>a</title></item></channel></rss> |",
            })
    void shouldReadTheLanguageOfTheTextElseOfTheEntryElseOfTheFeed(String feed, String expected) throws InputException {
        assertThat(documents(parse(feed)).get(0).getLanguage()).isEqualTo(Optional.ofNullable(expected));
    }
}
