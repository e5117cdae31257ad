package io.wordtide.ingest.news;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.ingest.format.MalformedRecordException;
import io.wordtide.ingest.format.RawRecord;
import io.wordtide.ingest.format.Utf8;
import io.wordtide.schema.Document;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewsMlTest {

    private static final String NITF = "<inlineXML contenttype=\"application/nitf+xml\">"
            + "<nitf xmlns=\"http://iptc.org/std/NITF/2006-10-18/\"><body><body.content><p>The tide</p><p>rose.</p>"
            + "</body.content></body></nitf></inlineXML>";

    @Test
    void shouldReadAnItemWithAnArticleInNitf() throws MalformedRecordException {
        assertThat(parse(item("urn:newsml:tide:1", "stat:usable", NITF)))
                .isEqualTo(new Document(
                        "urn:newsml:tide:1",
                        "The tide rose.",
                        "Tide rises",
                        "TIDE",
                        "en",
                        Instant.parse("2026-03-01T12:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<inlineXML><html xmlns='http://www.w3.org/1999/xhtml'><head><title>no</title></head><body><p>The"
                        + " tide</p><p>rose.</p></body></html></inlineXML>",
                "<inlineXML xmlns:h='http://www.w3.org/1999/xhtml'><h:div><h:p>The"
                        + " tide</h:p><h:p>rose.</h:p></h:div></inlineXML>",
                "<inlineData contenttype='text/plain'>The tide rose.</inlineData>",
                "<inlineData contenttype='text/html'>&lt;p>The tide&lt;/p>&lt;p>rose.&lt;/p></inlineData>",
                "<remoteContent href='http://example.org/wave.jpg'/><inlineData>The tide rose.</inlineData>"
            })
    void shouldReadXhtmlAndPlainText(String content) throws MalformedRecordException {
        assertThat(parse(item("1", "stat:usable", content)).getText()).isEqualTo("The tide rose.");
    }

    @Test
    void shouldTakeTheDescriptionWhenTheContentIsElsewhereOrNoText() throws MalformedRecordException {
        String picture = item(
                "1",
                "stat:usable",
                "<inlineData contenttype='image/jpeg' encoding='base64'>c2VjcmV0</inlineData>"
                        + "<inlineXML><scores><score>5</score></scores></inlineXML>");

        assertThat(parse(picture).getText()).isEqualTo("A wave.");
    }

    @ParameterizedTest
    @CsvSource({"stat:withheld, withheld", "stat:canceled, canceled"})
    void shouldRefuseAnItemThatMayNotBePublished(String status, String named) {
        assertThatThrownBy(() -> parse(item("1", status, NITF)))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("expected an item that may be published, found one with the status " + named);
    }

    @Test
    void shouldMakeADocumentOfEachItemOfAMessageAndRefusePackages() throws IOException {
        // Given
        String message =
                "<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><header><sent/></header><itemSet>\n"
                        + item("1", "stat:usable", NITF)
                        + "<packageItem guid=\"2\"/>"
                        + item("3", "stat:usable", NITF.replace("rose", "fell"))
                        + "</itemSet></newsMessage>";

        // When
        List<String> results = new ArrayList<>();
        NewsMlParser parser = new NewsMlParser();
        try (NewsMlRecords records =
                NewsMlRecords.of(new BufferedInputStream(new ByteArrayInputStream(message.getBytes(UTF_8))), parser)) {
            for (RawRecord raw = records.next(); raw != null; raw = records.next()) {
                try {
                    Document document = parser.parse(raw, new Utf8(), "file:" + raw.lineNumber());
                    results.add(document.getId() + " " + document.getText());
                } catch (MalformedRecordException e) {
                    results.add(raw.lineNumber() + " " + e.getMessage());
                }
            }
        }

        // Then
        assertThat(results)
                .containsExactly(
                        "1 The tide rose.",
                        "2 expected a newsItem, found an item of NewsML-G2 of another kind, which has no article",
                        "3 The tide fell.");
    }

    @Test
    void shouldRefuseOtherXml() {
        assertThatThrownBy(() -> parse("<rss/>")).hasMessage("expected NewsML-G2, found another kind of XML");
    }

    private static String item(String guid, String status, String content) {
        return """
            <newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="%s" version="2" xml:lang="de">
              <itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:TIDE"/>
                <versionCreated>2026-03-01T07:00:00-05:00</versionCreated><pubStatus qcode="%s"/></itemMeta>
              <contentMeta><contentCreated>2026-02-01T07:00:00Z</contentCreated><language tag="en-US"/>
                <headline> Tide
                   rises</headline><description role="drol:caption">A wave.</description></contentMeta>
              <contentSet>%s</contentSet>
            </newsItem>\
            """.formatted(guid, status, content);
    }

    private static Document parse(String item) throws MalformedRecordException {
        return NewsText.parse(new NewsMlParser(), item);
    }
}
