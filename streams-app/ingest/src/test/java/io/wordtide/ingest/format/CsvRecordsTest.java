package io.wordtide.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRecordsTest {

    private static final CsvLayout COMMAS = new CsvLayout(',', '"', true);
    private static final CsvLayout TABS = new CsvLayout('\t', '"', true);

    @Test
    void shouldKeepARecordOfSeveralLinesWhenItHasTheColumnsOfTheHeader() throws Exception {
        assertThat(records("a,\"one\ntwo\"\nb,three\n", COMMAS)).containsExactly("1 a,\"one\ntwo\"", "3 b,three");
    }

    /** The second line is one record in each case, and none of the others is lost. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\tone\nb\t\"Best ever\nc\tthree\nd\tfour", // never closed
                "a\tone\nb\t\"Best ever\nc\ta 5\" pipe\nd\tfour", // closed in the middle of a text
                "a\tone\nb\t\"Best ever\nc\t\"Great\" fun\nd\tfour",
                "a\tone\nb\t\"Best ever\nc\tthree\"\nd\tfour", // closed at the end of a text
                "a\tone\nb\t\"Best ever\r\nc\tthree\nd\t\"four",
            })
    void shouldGiveUpARecordWhenItsQuoteIsNone(String csv) throws Exception {
        List<String> records = records(csv, TABS);
        assertThat(records).hasSize(4);
        assertThat(records.get(1)).isEqualTo("2 b\t\"Best ever");
        assertThat(records.get(2)).startsWith("3 c\t");
        assertThat(records.get(3)).startsWith("4 d\t").endsWith("four");
    }

    @Test
    void shouldKeepALaterRecordOfSeveralLinesWhenAnEarlierQuoteIsNone() throws Exception {
        assertThat(records("a,\"Best ever\nb,\"one\n\ntwo\"\nc,three", COMMAS))
                .containsExactly("1 a,\"Best ever", "2 b,\"one\n\ntwo\"", "5 c,three");
    }

    @Test
    void shouldKeepARecordTogetherWhenItsLinesFitNoBetter() throws Exception {
        // Given: three columns in place of two, but a quote that is well closed
        assertThat(records("a,\"one\ntwo\",b\nc,three", COMMAS)).hasSize(3);
        assertThat(records("a,b,\"one\ntwo\"\nc,three", COMMAS)).containsExactly("1 a,b,\"one\ntwo\"", "3 c,three");
    }

    @Test
    void shouldGiveUpAQuoteThatNothingClosesWhateverTheColumnsOfItsLine() throws Exception {
        assertThat(records("a,b,\"Best ever\nc,three\nd,four", COMMAS))
                .containsExactly("1 a,b,\"Best ever", "2 c,three", "3 d,four");
    }

    @Test
    void shouldReadNoLineMoreThanThreeTimesWhenEachOpensAQuote() throws Exception {
        // Given: each line closes the quote of the line before and opens one, 100,000 times over 600 kB
        int count = 100_000;
        String csv = "a\",\"b\n".repeat(count);
        ByteArrayInputStream in = new ByteArrayInputStream(csv.getBytes(UTF_8));

        // When
        List<RawRecord> records = drain(open(in, COMMAS));

        // Then: of a quadratic reader, this test would not end
        assertThat(records).hasSize(count);
        assertThat(records.get(count - 1).lineNumber()).isEqualTo(count);
    }

    @Test
    void shouldGiveUpAQuoteWhenARecordReachesTheLimit() throws Exception {
        // Given: a quote that is closed by nothing in 70 MiB, of which a record may have 64
        String line = "b\t" + "x".repeat((1 << 20) - 3) + "\n";
        String csv = "a\t\"Best ever\n" + line.repeat(70);

        // When
        CsvRecords records = open(new ByteArrayInputStream(csv.getBytes(UTF_8)), TABS);

        // Then
        RawRecord first = requireNonNull(records.next());
        assertThat(first.size()).isEqualTo("a\t\"Best ever".length());
        for (int i = 0; i < 70; i++) {
            RawRecord record = requireNonNull(records.next());
            assertThat(record.lineNumber()).isEqualTo(2 + i);
            assertThat(record.size()).isEqualTo(line.length() - 1);
        }
        assertThat(records.next()).isNull();
    }

    @Test
    void shouldReadEveryLineOfAnUnquotedTableWhenAHeadlineBeginsWithAQuote() throws Exception {
        // Given: 1,000 lines
        String csv = IntStream.rangeClosed(1, 1_000)
                .mapToObj(i -> i + "\t" + (i == 500 ? "\"Best ever" : i % 100 == 0 ? "a \"good\" one" : "fine"))
                .collect(Collectors.joining("\n"));

        // Then
        assertThat(records(csv, TABS)).hasSize(1_000).contains("500 500\t\"Best ever", "501 501\tfine");
    }

    private static List<String> records(String csv, CsvLayout layout) throws Exception {
        return drain(open(new ByteArrayInputStream(csv.getBytes(UTF_8)), layout)).stream()
                .map(record ->
                        record.lineNumber() + " " + UTF_8.decode(record.bytes().duplicate()))
                .toList();
    }

    /** Without a header in the input, to keep lines simple. */
    private static CsvRecords open(InputStream in, CsvLayout layout) throws MalformedRecordException {
        CsvRecords records = CsvRecords.of(new BufferedInputStream(in), layout);
        records.expect(new CsvDocumentParser("id" + layout.delimiter() + "text", Columns.usual(), layout));
        return records;
    }

    private static List<RawRecord> drain(CsvRecords records) throws IOException {
        List<RawRecord> all = new ArrayList<>();
        try (records) {
            for (RawRecord record = records.next(); record != null; record = records.next()) {
                all.add(record);
            }
        }
        return all;
    }
}
