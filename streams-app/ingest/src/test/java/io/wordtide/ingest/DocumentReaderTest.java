package io.wordtide.ingest;

import static io.wordtide.schema.DeadLetterReason.MALFORMED_INPUT;
import static io.wordtide.schema.DeadLetterReason.TOO_LONG;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.ingest.ReadResult.Accepted;
import io.wordtide.ingest.ReadResult.Rejected;
import io.wordtide.ingest.format.CsvColumns;
import io.wordtide.ingest.format.InputFormat;
import io.wordtide.schema.Document;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        List<ReadResult> results = read("x.dat", lines, new ReadOptions(InputFormat.LINES, CsvColumns.usual()));

        // Then
        assertThat(texts(results)).containsExactly("one\u0085two\u2028three\rfour", "five");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "secret words                     | expected one JSON object per line, found something that is not JSON at character 0 (from 0)",
                "[\"secret\"]                     | expected a JSON object, found a JSON array",
                "{\"id\": \"a\"}                  | expected a member \"text\", found none",
                "{\"text\": [\"secret\"]}         | expected a string as member \"text\", found a JSON array",
                "{\"text\": \"secret\"            | expected one JSON object per line, found something that is not JSON",
                "{\"text\": \"secret\"} {}        | expected one JSON object per line, found something that is not JSON",
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
    void shouldReadCsvWhenColumnsAreQuotedAndNamed() throws IOException {
        // Given: a quoted line end and a doubled quote; an inch sign inside a plain column
        String csv = """
                key;headline;body;when;shop
                1;Strings;"first line
                second ""line""\";2018-05-16;north
                ;Pipe;a 5" pipe;2018-05-16 10:30:00;

                3;Short;only three
                4;Last;fine;;south
                """;
        CsvColumns columns = new CsvColumns("key", List.of("headline", "body"), "when", "shop", ';');

        // When
        List<ReadResult> results = read("reviews.csv", csv, new ReadOptions(null, columns));

        // Then
        Instant day = Instant.parse("2018-05-16T00:00:00Z");
        assertThat(results.get(0))
                .isEqualTo(new Accepted(
                        new Document("1", "Strings\nfirst line\nsecond \"line\"", null, "north", null, day)));
        assertThat(results.get(1))
                .isEqualTo(new Accepted(
                        new Document("reviews.csv:4", "Pipe\na 5\" pipe", null, null, null, day.plusSeconds(37_800))));
        Rejected rejected = (Rejected) results.get(2);
        assertThat(rejected.origin()).isEqualTo("reviews.csv:6");
        assertThat(rejected.cause()).isEqualTo("expected 5 columns as in the header, found 3");
        assertThat(texts(results.subList(3, 4))).containsExactly("Last\nfine");
    }

    @Test
    void shouldReadTabsWhenTheNameEndsInTsv() throws IOException {
        assertThat(texts(read("some.tsv", "id\ttext\na\tone, two\n"))).containsExactly("one, two");
    }

    @Test
    void shouldRefuseCsvWhenAColumnIsMissing() {
        assertThatThrownBy(() -> read("shop.csv", "id,review\n1,nice\n"))
                .isInstanceOf(InputException.class)
                .hasMessage("shop.csv, line 1: expected a column \"text\" in the CSV header, found \"id\", \"review\"");
    }

    @Test
    void shouldMakeOneDocumentWhenTheInputIsText() throws IOException {
        assertThat(read("talk.txt", "Four score\n\nand seven\n"))
                .containsExactly(
                        new Accepted(new Document("talk.txt", "Four score\n\nand seven\n", null, null, null, null)));
        assertThat(read("empty.txt", ""))
                .containsExactly(new Accepted(new Document("empty.txt", "", null, null, null, null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"news.jsonl.gz", "news.jsonl"})
    void shouldUnpackGzipWhenTheBytesSaySo(String name) throws IOException {
        // Given: two members, as cat a.gz b.gz writes them
        byte[] packed = concat(gzip("{\"text\": \"one\"}\n"), gzip("{\"text\": \"two\"}\n"));

        // When
        List<ReadResult> results = read(name, packed, ReadOptions.byName());

        // Then
        assertThat(texts(results)).containsExactly("one", "two");
    }

    @Test
    void shouldKeepTheDocumentsBeforeWhenGzipIsCutOff() throws IOException {
        // Given: 1000 documents, without their last bytes
        Random random = new Random(1);
        byte[] packed = gzip(IntStream.range(0, 1_000)
                .mapToObj(i -> "{\"text\": \"document %d %x\"}\n".formatted(i, random.nextLong()))
                .collect(Collectors.joining()));
        DocumentReader reader = DocumentReader.open(
                input("cut.jsonl.gz", Arrays.copyOf(packed, packed.length / 2)), ReadOptions.byName());

        // When
        List<ReadResult> results = new ArrayList<>();

        // Then
        assertThatThrownBy(() -> readInto(results, reader))
                .isInstanceOf(InputException.class)
                .hasMessageMatching(("cut.jsonl.gz: broken after byte \\d+ of its unpacked data \\(line \\d+\\): the"
                                + " data ends too early; the %d records before were read.*")
                        .formatted(results.size()))
                .hasMessageContaining("Fetch or compress it again");
        assertThat(results).hasSizeBetween(400, 600);
    }

    @Test
    void shouldRefuseAFileWhenItIsNamedGzipAndIsNot() {
        assertThatThrownBy(() -> read("plain.jsonl.gz", "{\"text\": \"one\"}"))
                .isInstanceOf(InputException.class)
                .hasMessage("plain.jsonl.gz: expected gzip data, as the name ends in .gz, found something"
                        + " else; rename it or fetch it again");
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

    private static List<ReadResult> read(String name, String content) throws IOException {
        return read(name, content, ReadOptions.byName());
    }

    private static List<ReadResult> read(String name, String content, ReadOptions options) throws IOException {
        return read(name, content.getBytes(UTF_8), options);
    }

    private static List<ReadResult> read(String name, byte[] content, ReadOptions options) throws IOException {
        List<ReadResult> results = new ArrayList<>();
        readInto(results, DocumentReader.open(input(name, content), options));
        return results;
    }

    private static List<ReadResult> read(Input input) throws IOException {
        List<ReadResult> results = new ArrayList<>();
        readInto(results, DocumentReader.open(input, ReadOptions.byName()));
        return results;
    }

    private static void readInto(List<ReadResult> results, DocumentReader reader) throws IOException {
        try (reader) {
            for (@Nullable ReadResult result = reader.next(); result != null; result = reader.next()) {
                results.add(result);
            }
        }
    }

    private static Input input(String name, byte[] content) {
        return new Input(
                name, name, InputFormat.ofFileName(name).orElse(null), () -> new ByteArrayInputStream(content));
    }

    private static InputStream stream(String content) {
        return new ByteArrayInputStream(content.getBytes(UTF_8));
    }

    private static List<String> texts(List<ReadResult> results) {
        return results.stream()
                .map(result -> ((Accepted) result).document().getText())
                .toList();
    }

    private static byte[] gzip(String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream packed = new GZIPOutputStream(bytes)) {
            packed.write(content.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
