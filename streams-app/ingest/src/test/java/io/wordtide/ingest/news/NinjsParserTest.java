package io.wordtide.ingest.news;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.ingest.format.MalformedRecordException;
import io.wordtide.schema.Document;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NinjsParserTest {

    @Test
    void shouldReadAnItemOfVersion1() throws MalformedRecordException {
        Document document = parse("""
            {"uri": "urn:tide:1", "type": "text", "language": "nb-NO", "headline": "Tide rises",
             "firstcreated": "2026-03-01T09:00:00Z", "versioncreated": "2026-03-01T12:00:00+01:00",
             "body_xhtml": "<p>The tide</p><p>rose.</p>", "description_text": "A summary"}\
            """);

        assertThat(document)
                .isEqualTo(new Document(
                        "urn:tide:1",
                        "The tide rose.",
                        "Tide rises",
                        null,
                        "no",
                        Instant.parse("2026-03-01T11:00:00Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"versioncreated", "versionCreated"})
    void shouldReadAnItemOfVersions2And3(String versionCreated) throws MalformedRecordException {
        Document document = parse("""
            {"uri": "urn:tide:2", "language": "en", "%s": "2026-03-01T12:00:00Z",
             "headlines": [{"role": "main", "value": "Tide rises"}, {"role": "short", "value": "Tide"}],
             "bodies": [{"role": "house", "contentType": "application/xml", "value": "<x:p>house</x:p>"},
                        {"role": "html", "contentType": "text/html", "value": "<p>The tide</p><p>rose.</p>"}]}\
            """.formatted(versionCreated));

        assertThat(document)
                .isEqualTo(new Document(
                        "urn:tide:2",
                        "The tide rose.",
                        "Tide rises",
                        null,
                        "en",
                        Instant.parse("2026-03-01T12:00:00Z")));
    }

    @Test
    void shouldPreferABodyInPlainText() throws MalformedRecordException {
        assertThat(parse("{\"uri\": \"u\", \"body_xhtml\": \"<p>markup</p>\", \"body_text\": \"5 < 6\\n\\nplain\"}")
                        .getText())
                .isEqualTo("5 < 6\n\nplain");
        assertThat(parse("{\"uri\": \"u\", \"bodies\": [{\"contenttype\": \"text/html\", \"value\": \"<p>markup</p>\"},"
                                + " {\"contenttype\": \"text/plain\", \"value\": \"plain\"}]}")
                        .getText())
                .isEqualTo("plain");
    }

    @Test
    void shouldTellMarkupInABodyThatDoesNotSayWhatItIs() throws MalformedRecordException {
        assertThat(parse("{\"uri\": \"u\", \"body_main\": \"<p>The tide</p><p>rose.</p>\"}")
                        .getText())
                .isEqualTo("The tide rose.");
    }

    @Test
    void shouldTakeTheDescriptionOrTheHeadlineWhenThereIsNoBody() throws MalformedRecordException {
        Document picture = parse("{\"uri\": \"u\", \"headline\": \"Tide\", \"description_text\": \"A wave\"}");
        Document headline = parse("{\"uri\": \"u\", \"headline\": \"Tide\", \"body_text\": \" \"}");

        assertThat(picture.getText()).isEqualTo("A wave");
        assertThat(picture.getTitle()).hasValue("Tide");
        assertThat(headline.getText()).isEqualTo("Tide");
        assertThat(headline.getTitle()).isEmpty();
    }

    @Test
    void shouldNameItByItsPlaceWhenItHasNoUri() throws MalformedRecordException {
        assertThat(parse("{\"body_text\": \"tide\"}").getId()).isEqualTo(NewsText.ORIGIN);
    }

    @Test
    void shouldRefuseAnItemWithoutAText() {
        assertThatThrownBy(() -> parse("{\"uri\": \"u\", \"renditions\": {}}"))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("expected a body, a description or a headline, found none with a text");
        assertThatThrownBy(() -> parse("[1]")).hasMessageContaining("found other JSON");
    }

    @Test
    void shouldKeepAnItemWhoseTimeCannotBeRead() throws MalformedRecordException {
        assertThat(parse("{\"body_text\": \"tide\", \"versioncreated\": \"soon\"}")
                        .getPublishedAt())
                .isEmpty();
    }

    private static Document parse(String item) throws MalformedRecordException {
        return NewsText.parse(new NinjsParser(), item);
    }
}
