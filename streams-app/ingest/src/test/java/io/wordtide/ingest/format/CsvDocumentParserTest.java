package io.wordtide.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.schema.Document;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        Columns columns = new Columns(
                "key", List.of("body", "headline"), "when", TimestampUnit.MILLISECONDS, "shop", "topic", "tongue");
        CsvDocumentParser parser = new CsvDocumentParser(
                "key|headline|when|body|shop|tongue|topic", columns, new CsvLayout('|', '"', true));

        // When
        Document document = parser.parse("k|Oil|10000|rose, again|north|en|energy", ORIGIN);

        // Then
        assertThat(document)
                .isEqualTo(
                        new Document("k", "rose, again\nOil", "energy", "north", "en", Instant.ofEpochMilli(10_000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"timestamp", "publishedAt", "published_at"})
    void shouldReadTheTimeUnderEachOfItsUsualNames(String name) throws MalformedRecordException {
        assertThat(parser("text," + name).parse("oil,1406160000", ORIGIN).getPublishedAt())
                .hasValue(Instant.parse("2014-07-24T00:00:00Z"));
    }

    @Test
    void shouldTakeColumnsByNumberWhenThereIsNoHeader() throws MalformedRecordException {
        // Given
        Columns columns = new Columns("1", List.of("3", "2"), null, TimestampUnit.AUTO, null, null, null);
        CsvDocumentParser parser = new CsvDocumentParser("a,Oil,rose", columns, new CsvLayout(',', '"', false));

        // When
        Document document = parser.parse("b,Wheat,fell", ORIGIN);

        // Then
        assertThat(document).isEqualTo(new Document("b", "fell\nWheat", null, null, null, null));
    }

    @Test
    void shouldTakeASingleColumnAsTextWhenThereIsNoHeader() throws MalformedRecordException {
        assertThat(new CsvDocumentParser("oil rose", Columns.usual(), new CsvLayout(',', '"', false))
                        .parse("wheat fell", ORIGIN)
                        .getText())
                .isEqualTo("wheat fell");
    }

    @ParameterizedTest
    @CsvSource({"text", "0", "3", "-1"})
    void shouldAskForANumberWhenThereIsNoHeader(String column) {
        Columns columns = new Columns(null, List.of(column), null, TimestampUnit.AUTO, null, null, null);
        assertThatThrownBy(() -> new CsvDocumentParser("secret,words", columns, new CsvLayout(',', '"', false)))
                .hasMessage("expected a column number from 1 to 2, as there is no header, found \"" + column
                        + "\"; use --text-column NUMBER");
    }

    @Test
    void shouldUndoQuotes() throws MalformedRecordException {
        assertThat(parser("id,text")
                        .parse("a,\"one, \"\"two\"\"\nthree\"", ORIGIN)
                        .getText())
                .isEqualTo("one, \"two\"\nthree");
    }

    @Test
    void shouldUndoTheQuotesThatTheLayoutNames() throws MalformedRecordException {
        assertThat(new CsvDocumentParser("id,text", Columns.usual(), new CsvLayout(',', '\'', true))
                        .parse("a,'one, \"two\"'", ORIGIN)
                        .getText())
                .isEqualTo("one, \"two\"");
        assertThat(new CsvDocumentParser("id,text", Columns.usual(), new CsvLayout(',', null, true))
                        .parse("a,\"one\"", ORIGIN)
                        .getText())
                .isEqualTo("\"one\"");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"`a,\"Best ever`, `\"Best ever`", "`a,\"Best\" ever`, `\"Best\" ever`", "`\"a\"b,Best`, `Best`"})
    void shouldTakeAQuoteAsTextWhenItEnclosesNoColumn(String record, String text) throws MalformedRecordException {
        assertThat(parser("id,text").parse(record, ORIGIN).getText()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b,\"secret", "a,\"secret\"secret,b", ""})
    void shouldRefuseARecordWhenItsQuotesDoNotFit(String record) {
        assertThatThrownBy(() -> parser("id,text").parse(record, ORIGIN))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("expected one CSV record, found a quote that is not closed or not followed by a delimiter;"
                        + " if quotes are part of the text, use --quote none");
    }

    @Test
    void shouldNameTheLineEndWhenACarriageReturnStandsAlone() throws MalformedRecordException {
        String problem = "expected lines that end with a line feed, found a lone carriage return";
        assertThatThrownBy(() -> parser("id,text\ra,secret\rb,secret"))
                .hasMessageStartingWith(problem)
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> parser("id,text").parse("a,secret\rb,secret", ORIGIN))
                .hasMessageStartingWith(problem)
                .hasMessageNotContaining("secret");
        assertThat(parser("id,text").parse("a,one\rtwo", ORIGIN).getText()).isEqualTo("one\rtwo");
    }

    @Test
    void shouldCountColumnsWhenARecordHasMoreOrFewer() {
        assertThatThrownBy(() -> parser("id,text").parse("a,secret,b", ORIGIN))
                .hasMessage("expected 2 columns as in the first record, found 3");
        assertThatThrownBy(() -> parser("id,text").parse("secret", ORIGIN))
                .hasMessage("expected 2 columns as in the first record, found 1");
    }

    @Test
    void shouldRefuseATimestampWithoutQuotingIt() {
        assertThatThrownBy(() -> parser("text,timestamp").parse("oil,secret", ORIGIN))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageStartingWith("expected a time, such as ")
                .hasMessageNotContaining("secret");
    }

    @Test
    void shouldNameTheColumnsOfTheHeaderWhenOneIsMissing() {
        assertThatThrownBy(() -> parser("id,Review Text"))
                .hasMessage("expected a column \"text\" in the CSV header, found \"id\", \"Review Text\";"
                        + " use --text-column NAME");
        assertMissing("--id-column", new Columns("X", List.of(), null, TimestampUnit.AUTO, null, null, null));
        assertMissing(
                "--text-column", new Columns(null, List.of("text", "X"), null, TimestampUnit.AUTO, null, null, null));
        assertMissing("--timestamp-column", new Columns(null, List.of(), "X", TimestampUnit.AUTO, null, null, null));
        assertMissing("--source-column", new Columns(null, List.of(), null, TimestampUnit.AUTO, "X", null, null));
        assertMissing("--title-column", new Columns(null, List.of(), null, TimestampUnit.AUTO, null, "X", null));
        assertMissing("--language-column", new Columns(null, List.of(), null, TimestampUnit.AUTO, null, null, "X"));
    }

    /** What stands in the place of a header is a record: of these, none is shown. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "5,Secret",
                "Secret",
                "Secret words of a review,positive",
                "positive,\"Secret, twice\"",
                "positive,Secret!",
            })
    void shouldQuoteNothingWhenThereIsNoHeader(String first) {
        assertThatThrownBy(() -> parser(first))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageStartingWith(
                        "expected a CSV header with a column \"text\", found no names in the first record (")
                .hasMessageEndingWith("; use --no-header if there is no header, or --delimiter")
                .hasMessageNotContaining("ecret");
    }

    private static void assertMissing(String option, Columns columns) {
        assertThatThrownBy(() -> new CsvDocumentParser("id,text", columns, new CsvLayout(',', '"', true)))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage(
                        "expected a column \"X\" in the CSV header, found \"id\", \"text\"; use " + option + " NAME");
    }

    private static CsvDocumentParser parser(String header) throws MalformedRecordException {
        return new CsvDocumentParser(header, Columns.usual(), new CsvLayout(',', '"', true));
    }
}
