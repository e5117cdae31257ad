package io.wordtide.ingest;

import static io.wordtide.ingest.ReadInputs.input;
import static io.wordtide.ingest.ReadInputs.read;
import static io.wordtide.ingest.ReadInputs.readInto;
import static io.wordtide.ingest.ReadInputs.stream;
import static io.wordtide.ingest.ReadInputs.texts;
import static io.wordtide.schema.DeadLetterReason.MALFORMED_INPUT;
import static io.wordtide.schema.DeadLetterReason.TOO_LONG;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.ingest.ReadResult.Accepted;
import io.wordtide.ingest.ReadResult.Rejected;
import io.wordtide.ingest.format.Columns;
import io.wordtide.ingest.format.HtmlMode;
import io.wordtide.ingest.format.InputFormat;
import io.wordtide.ingest.format.TimestampUnit;
import io.wordtide.schema.Document;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentReaderTest {

    @Test
    void shouldReadJsonLinesWhenMembersAreMissingOrUnknown() throws IOException {
        // Given
        String lines = """
                {"id": "a", "text": "oil rose", "timestamp": "1987-02-26T15:01:01.790Z", "source": "wire", "title": "Oil", "language": "en", "label": 3}

                {"text": "wheat fell", "timestamp": 541350061790}
                {"id": 7, "text": "", "timestamp": null, "source": null}""";

        // When
        List<ReadResult> results = read("news.jsonl", lines);

        // Then
        Instant published = Instant.parse("1987-02-26T15:01:01.790Z");
        assertThat(results)
                .containsExactly(
                        new Accepted(new Document("a", "oil rose", "Oil", "wire", "en", published)),
                        new Accepted(new Document("news.jsonl:3", "wheat fell", null, null, null, published)),
                        new Accepted(new Document("7", "", null, null, null, null)));
    }

    @Test
    void shouldEndLinesAtLineFeedsOnlyWhenATextHoldsOtherLineEnds() throws IOException {
        // Given: next line, line separator, and a lone carriage return inside; one line ends with both
        String lines = "one\u0085two\u2028three\rfour\r\nfive";

        // When
        List<ReadResult> results = read("x.dat", lines, ReadOptions.byName().withFormat(InputFormat.LINES));

        // Then
        assertThat(texts(results)).containsExactly("one\u0085two\u2028three\rfour", "five");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "secret words                     | expected a JSON object, found something that is not JSON at character 0 (from 0)",
                "\"secret\"                       | expected a JSON object, found a JSON string",
                "{\"id\": \"a\"}                  | expected a member \"text\", found \"id\"",
                "{\"text\": [\"secret\"]}         | expected a string as member \"text\", found a JSON array",
                "{\"text\": \"secret\"            | expected a JSON object, found something that is not JSON",
                "{\"text\": \"secret\"} {}        | expected a JSON object, found something that is not JSON",
                "{\"text\": \"secret\", \"timestamp\": \"secret\"} | expected a time",
            })
    void shouldRejectALineAndContinueWhenItIsNotADocument(String line, String cause) throws IOException {
        // When
        List<ReadResult> results = read("in.jsonl", line + "\n{\"id\": \"b\", \"text\": \"fine\"}\n");

        // Then
        Rejected rejected = (Rejected) results.get(0);
        assertThat(rejected.origin()).isEqualTo("in.jsonl:1");
        assertThat(rejected.key()).isEqualTo("in.jsonl:1");
        assertThat(rejected.reason()).isEqualTo(MALFORMED_INPUT);
        assertThat(rejected.cause()).startsWith(cause).doesNotContain("secret");
        assertThat(UTF_8.decode(rejected.head()).toString()).isEqualTo(line);
        assertThat(rejected.size()).isEqualTo(line.length());
        assertThat(texts(results.subList(1, 2))).containsExactly("fine");
    }

    @Test
    void shouldRejectALineWithItsOffsetWhenItIsNotUtf8() throws IOException {
        // Given
        byte[] bytes = "{\"text\": \"fine\"}\n{\"text\": \"caf\u00e9\"}\n{\"text\": \"also\"}".getBytes(ISO_8859_1);

        // When
        List<ReadResult> results = read("latin.jsonl", bytes, ReadOptions.byName());

        // Then: byte 13 of the second line, which begins at byte 17
        Rejected rejected = (Rejected) results.get(1);
        assertThat(rejected.cause()).startsWith("expected UTF-8, found other bytes at byte 13 of the record, byte 30");
        assertThat(rejected.origin()).isEqualTo("latin.jsonl:2");
        assertThat(texts(List.of(results.get(0), results.get(2)))).containsExactly("fine", "also");
    }

    @Test
    void shouldDropAByteOrderMarkWhenAnInputBeginsWithOne() throws IOException {
        assertThat(texts(read("bom.jsonl", "\uFEFF{\"text\": \"fine\"}"))).containsExactly("fine");
    }

    @Test
    void shouldReadATextOfTenMegabytesWhenItIsOneLine() throws IOException {
        // Given
        String text = "tide ".repeat(2 << 20);

        // When
        List<ReadResult> results = read("long.jsonl", "{\"id\": \"long\", \"text\": \"" + text + "\"}");

        // Then
        assertThat(texts(results)).containsExactly(text);
    }

    @Test
    void shouldRejectATextWhenItIsLongerThanARecordMayBe() throws IOException {
        // Given: 17 MiB
        String line = "{\"id\": \"vast\", \"text\": \"" + "x".repeat(17 << 20) + "\"}";

        // When
        List<ReadResult> results = read("vast.jsonl", line + "\n{\"text\": \"fine\"}");

        // Then
        Rejected rejected = (Rejected) results.get(0);
        assertThat(rejected.key()).isEqualTo("vast");
        assertThat(rejected.reason()).isEqualTo(TOO_LONG);
        assertThat(rejected.cause()).isEqualTo("expected a text of at most 16515072 bytes, found 17825792");
        assertThat(rejected.head().remaining()).isEqualTo(1 << 20);
        assertThat(rejected.size()).isEqualTo(line.length());
        assertThat(texts(results.subList(1, 2))).containsExactly("fine");
    }

    @Test
    void shouldMakeOneDocumentWhenTheInputIsText() throws IOException {
        assertThat(read("talk.txt", "Four score\n\nand seven\n"))
                .containsExactly(
                        new Accepted(new Document("talk.txt", "Four score\n\nand seven\n", null, null, null, null)));
        assertThat(read("empty.txt", ""))
                .containsExactly(new Accepted(new Document("empty.txt", "", null, null, null, null)));
    }

    @Test
    void shouldGuessTheFormatWhenStandardInputHasNoName() throws IOException {
        // When
        List<ReadResult> json =
                read(new Input("stdin", "standard input", null, () -> stream("\n {\"text\": \"one\"}")));
        List<ReadResult> lines = read(new Input("stdin", "standard input", null, () -> stream("one\n\ntwo\n")));

        // Then
        assertThat(texts(json)).containsExactly("one");
        assertThat(lines)
                .containsExactly(
                        new Accepted(new Document("stdin:1", "one", null, null, null, null)),
                        new Accepted(new Document("stdin:3", "two", null, null, null, null)));
    }

    @Test
    void shouldReadTheObjectsOfAnArrayWhenAFileIsOne() throws IOException {
        // Given: two on one line, and one that is broken
        String array = """
                [{"text": "one"}, {"text": "two"},
                  {"text": three},
                  {"text": "four"}]""";

        // When
        List<ReadResult> results = read("news.json", array);

        // Then: without an id, places differ
        assertThat(results)
                .extracting(ReadResult::key)
                .containsExactly("news.json:1", "news.json:1:2", "news.json:2", "news.json:3");
        assertThat(results.get(2)).isInstanceOf(Rejected.class);
    }

    @Test
    void shouldReadMembersByTheirNamesWhenOptionsNameThem() throws IOException {
        // Given
        String lines = """
                {"reviewText": "oil rose", "summary": "Oil", "asin": "B1", "unixReviewTime": 1406160000, "meta": {"shop": "north", "a.b": "x"}, "lang": "en"}
                {"reviewText": "wheat fell", "asin": null}
                """;
        Columns columns = new Columns(
                "asin",
                List.of("summary", "reviewText"),
                "unixReviewTime",
                TimestampUnit.AUTO,
                "meta.shop",
                "summary",
                "lang");

        // When
        List<ReadResult> results =
                read("reviews.jsonl", lines, ReadOptions.byName().withColumns(columns));

        // Then: 16,275 days of 86,400 s are 1,406,160,000 s
        assertThat(results)
                .containsExactly(
                        new Accepted(new Document(
                                "B1", "Oil\noil rose", "Oil", "north", "en", Instant.parse("2014-07-24T00:00:00Z"))),
                        new Accepted(new Document("reviews.jsonl:2", "wheat fell", null, null, null, null)));
    }

    @ParameterizedTest
    @CsvSource({
        "1406160000, 2014-07-24T00:00:00Z",
        "1406160000.5, 2014-07-24T00:00:00.500Z",
        "1588687728923000, 2020-05-05T14:08:48.923Z",
        "20260301, 2026-03-01T00:00:00Z",
        "2016, 2016-01-01T00:00:00Z",
    })
    void shouldReadTheSameTimeFromJsonAndCsv(String written, Instant expected) throws IOException {
        List<ReadResult> json = read("a.jsonl", "{\"text\": \"\", \"publishedAt\": " + written + "}");
        List<ReadResult> csv = read("a.csv", "text,published_at\n," + written);
        assertThat(List.of(json.get(0), csv.get(0)))
                .extracting(result -> ((Accepted) result).document().getPublishedAt())
                .containsOnly(Optional.of(expected));
    }

    @Test
    void shouldCountTheUnitThatIsGivenWhenATimeIsANumber() throws IOException {
        // Given
        Columns columns = new Columns(null, List.of(), null, TimestampUnit.MILLISECONDS, null, null, null);

        // When
        List<ReadResult> results = read(
                "a.jsonl",
                "{\"text\": \"\", \"timestamp\": 10000}",
                ReadOptions.byName().withColumns(columns));

        // Then
        assertThat(((Accepted) results.get(0)).document().getPublishedAt()).hasValue(Instant.ofEpochSecond(10));
    }

    @Test
    void shouldStopWhenTheFirstHundredRecordsAreAllRejected() throws IOException {
        // Given: of 200 records, none has a text
        String lines = "{\"asin\": 1, \"reviewText\": \"secret\"}\n".repeat(200);
        DocumentReader reader =
                DocumentReader.open(input("reviews.jsonl", lines.getBytes(UTF_8)), ReadOptions.byName());

        // When
        List<ReadResult> results = new ArrayList<>();

        // Then
        assertThatThrownBy(() -> readInto(results, reader))
                .isInstanceOf(InputException.class)
                .hasMessage("reviews.jsonl: expected documents, found none in the first 100 records; the last of them,"
                        + " reviews.jsonl:100: expected a member \"text\", found \"asin\", \"reviewText\";"
                        + " see --help for the options that name the parts of a document");
        assertThat(results).hasSize(100);
    }

    @Test
    void shouldContinueWhenOneOfTheFirstHundredRecordsIsADocument() throws IOException {
        String lines = "{}\n".repeat(50) + "{\"text\": \"one\"}\n" + "{}\n".repeat(100);
        assertThat(read("reviews.jsonl", lines)).hasSize(151);
        assertThat(read("short.jsonl", "{}\n".repeat(99)))
                .as("fewer than a hundred")
                .hasSize(99);
    }

    @Test
    void shouldStopWhenNoneOfTheFirstHundredRecordsHasAMemberThatWasNamed() {
        // Given
        Columns columns = new Columns(null, List.of(), "pubdate", TimestampUnit.AUTO, null, "headline", null);
        String lines = "{\"text\": \"\", \"headline\": \"secret\"}\n".repeat(101);

        // Then
        assertThatThrownBy(() -> read("news.jsonl", lines, ReadOptions.byName().withColumns(columns)))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "news.jsonl: expected \"pubdate\" in some of the first 100 records, found it in none; correct"
                                + " the name");
    }

    @Test
    void shouldCleanTitlesAndTextsWhenTheyAreHtml() throws IOException {
        // Given
        String line = "{\"text\": \"Not<br />bad\", \"title\": \"Q&amp;A\"}";

        // Then
        assertThat(read("a.jsonl", line))
                .containsExactly(new Accepted(new Document("a.jsonl:1", "Not bad", "Q&A", null, null, null)));
        assertThat(texts(read("a.jsonl", line, ReadOptions.byName().withHtml(HtmlMode.NO))))
                .containsExactly("Not<br />bad");
    }

    @Test
    void shouldNameWhatAnInputIsWhenItHoldsNoDocuments() {
        assertThatThrownBy(() -> read("data.jsonl", "PAR1\0\0\0"))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "data.jsonl: expected documents as text, JSON or CSV, found a Parquet file; convert it to JSON"
                                + " Lines, for instance with DuckDB: COPY (FROM 'FILE') TO 'out.jsonl'");
    }

    @Test
    void shouldRefuseColumnsWhenStandardInputHasNone() {
        // Given
        ReadOptions options = ReadOptions.byName()
                .withColumns(new Columns(null, List.of("body"), null, TimestampUnit.AUTO, null, null, null));
        Input input = new Input("stdin", "standard input", null, () -> stream("one\ntwo"));

        // Then
        assertThatThrownBy(() -> DocumentReader.open(input, options))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "expected JSON or CSV for the options --text-column and other columns, found [lines]; remove"
                                + " them, or set --format");
    }
}
