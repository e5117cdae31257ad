package io.wordtide.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.schema.Document;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvDocumentParserTest {

    private static final String ORIGIN = "in.csv:7";

    @Test
    void shouldFindTheUsualColumnsWhereverTheyAre() throws MalformedRecordException {
        // Given: blanks around names do not belong to them
        CsvDocumentParser parser = parser("language, text ,label,timestamp,source,id,title");

        // When
        Document document = parser.parse("en,oil,3,1970-01-02,wire,a,Oil", ORIGIN);

        // Then: a day has 86,400 s
        assertThat(document).isEqualTo(new Document("a", "oil", "Oil", "wire", "en", Instant.ofEpochSecond(86_400)));
    }

    @Test
    void shouldLeaveOutWhatIsBlankOrHasNoColumn() throws MalformedRecordException {
        assertThat(parser("id,text,title,timestamp").parse(" ,oil,,", ORIGIN))
                .isEqualTo(new Document(ORIGIN, "oil", null, null, null, null));
        assertThat(parser("text").parse("oil", ORIGIN)).isEqualTo(new Document(ORIGIN, "oil", null, null, null, null));
    }

    @Test
    void shouldJoinTheTextsInTheOrderAskedFor() throws MalformedRecordException {
        // Given
        CsvColumns columns = new CsvColumns("key", List.of("body", "headline"), "when", "shop", null);
        CsvDocumentParser parser = new CsvDocumentParser("key|headline|when|body|shop", columns, '|');

        // When
        Document document = parser.parse("k|Oil|1406160000|rose, again|north", ORIGIN);

        // Then
        assertThat(document)
                .isEqualTo(new Document(
                        "k", "rose, again\nOil", null, "north", null, Instant.ofEpochSecond(1_406_160_000)));
    }

    @Test
    void shouldUndoQuotes() throws MalformedRecordException {
        assertThat(parser("id,text")
                        .parse("a,\"one, \"\"two\"\"\nthree\"", ORIGIN)
                        .getText())
                .isEqualTo("one, \"two\"\nthree");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,\"secret", "a,\"secret\"secret", "a,secret\nb,secret", ""})
    void shouldRefuseARecordWhenItsQuotesDoNotFit(String record) {
        assertThatThrownBy(() -> parser("id,text").parse(record, ORIGIN))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("expected one CSV record, found a quote that is not closed or not followed by a delimiter");
    }

    @Test
    void shouldCountColumnsWhenARecordHasMoreOrFewer() {
        assertThatThrownBy(() -> parser("id,text").parse("a,secret,b", ORIGIN))
                .hasMessage("expected 2 columns as in the header, found 3");
        assertThatThrownBy(() -> parser("id,text").parse("secret", ORIGIN))
                .hasMessage("expected 2 columns as in the header, found 1");
    }

    @Test
    void shouldRefuseATimestampWithoutQuotingIt() {
        assertThatThrownBy(() -> parser("text,timestamp").parse("oil,secret", ORIGIN))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageStartingWith("expected a time, such as 2026-03-01T12:00:00Z")
                .hasMessageNotContaining("secret");
    }

    @Test
    void shouldNameTheColumnsOfTheHeaderWhenOneIsMissing() {
        assertThatThrownBy(() -> parser("id,review"))
                .hasMessage("expected a column \"text\" in the CSV header, found \"id\", \"review\"");
        assertMissing(new CsvColumns("key", List.of(), null, null, null), "key");
        assertMissing(new CsvColumns(null, List.of("text", "body"), null, null, null), "body");
        assertMissing(new CsvColumns(null, List.of(), "when", null, null), "when");
        assertMissing(new CsvColumns(null, List.of(), null, "shop", null), "shop");
    }

    private static void assertMissing(CsvColumns columns, String name) {
        assertThatThrownBy(() -> new CsvDocumentParser("id,text", columns, ','))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("expected a column \"" + name + "\" in the CSV header, found \"id\", \"text\"");
    }

    private static CsvDocumentParser parser(String header) throws MalformedRecordException {
        return new CsvDocumentParser(header, CsvColumns.usual(), ',');
    }
}
