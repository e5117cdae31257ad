package io.wordtide.ingest;

import static io.wordtide.ingest.ReadInputs.read;
import static io.wordtide.ingest.ReadInputs.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.ingest.ReadResult.Accepted;
import io.wordtide.ingest.ReadResult.Rejected;
import io.wordtide.ingest.format.Columns;
import io.wordtide.ingest.format.CsvLayout;
import io.wordtide.ingest.format.TimestampUnit;
import io.wordtide.schema.Document;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@link DocumentReader} and tables. */
class CsvInputTest {

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
        Columns columns =
                new Columns("key", List.of("headline", "body"), "when", TimestampUnit.AUTO, "shop", null, null);

        // When
        List<ReadResult> results = read(
                "reviews.csv", csv, ReadOptions.byName().withColumns(columns).withCsv(new CsvLayout(';', '"', true)));

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
        assertThat(rejected.cause()).isEqualTo("expected 5 columns as in the first record, found 3");
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
                .hasMessage("shop.csv, line 1: expected a column \"text\" in the CSV header, found \"id\", \"review\";"
                        + " use --text-column NAME");
    }

    @Test
    void shouldReadCsvWithoutHeaderWhenColumnsAreNumbers() throws IOException {
        // Given
        Columns columns = new Columns(null, List.of("2"), null, TimestampUnit.AUTO, "1", null, null);
        ReadOptions options = ReadOptions.byName().withColumns(columns).withCsv(new CsvLayout(null, '"', false));

        // When
        List<ReadResult> results = read("reviews.csv", "north,\"oil, rose\"\nsouth,wheat\n", options);

        // Then
        assertThat(results)
                .containsExactly(
                        new Accepted(new Document("reviews.csv:1", "oil, rose", null, "north", null, null)),
                        new Accepted(new Document("reviews.csv:2", "wheat", null, "south", null, null)));
    }

    @Test
    void shouldLoseNoReviewWhenAHeadlineBeginsWithAQuote() throws IOException {
        // Given: 1,000 lines, of which one begins a quote that nothing closes
        String tsv = "id\ttext\n"
                + IntStream.rangeClosed(1, 1_000)
                        .mapToObj(i -> i + "\t" + (i == 500 ? "\"Best ever" : "fine") + "\n")
                        .collect(Collectors.joining());

        // When
        List<ReadResult> results = read("reviews.tsv", tsv);

        // Then
        assertThat(texts(results)).hasSize(1_000).startsWith("fine").contains("\"Best ever");
    }
}
