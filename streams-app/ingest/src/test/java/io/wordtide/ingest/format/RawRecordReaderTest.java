package io.wordtide.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawRecordReaderTest {

    @Test
    void shouldKeepTheBeginningAndCountTheRestWhenARecordIsTooLong() throws IOException {
        // Given: records up to 500 bytes are kept whole, longer ones cut to 10
        String lines = "short\n" + "0123456789".repeat(1_000) + "\r\nnext";
        RawRecordReader reader = new RawRecordReader(
                new ByteArrayInputStream(lines.getBytes(UTF_8)), RecordBoundary.lineFeed(), 500, 10);

        // When
        List<RawRecord> records = drain(reader);

        // Then: the carriage return of a cut record is counted
        assertThat(records)
                .containsExactly(
                        new RawRecord(1, 0, bytes("short"), 5),
                        new RawRecord(2, 6, bytes("0123456789"), 10_001),
                        new RawRecord(3, 10_008, bytes("next"), 4));
        assertThat(records).extracting(RawRecord::isCut).containsExactly(false, true, false);
    }

    @Test
    void shouldEndCsvRecordsOutsideQuotesWhenQuotesSpanBlocks() throws IOException {
        // Given: a quoted column that is longer than a block
        String csv = "a,\"" + "line\n".repeat(300) + "\",b\nc,d\"e\nf\n";
        RawRecordReader reader =
                new RawRecordReader(new ByteArrayInputStream(csv.getBytes(UTF_8)), new CsvBoundary(',', '"'));

        // When
        List<RawRecord> records = drain(reader);

        // Then
        assertThat(records).extracting(RawRecord::size).containsExactly(1_506L, 5L, 1L);
        assertThat(records).extracting(RawRecord::lineNumber).containsExactly(1L, 302L, 303L);
        assertThat(records.get(1)).isEqualTo(new RawRecord(302, 1_507, bytes("c,d\"e"), 5));
    }

    @Test
    void shouldReturnNothingWhenTheInputIsEmpty() throws IOException {
        assertThat(drain(lines(""))).isEmpty();
        assertThat(drain(RawRecordReader.of(
                        new BufferedInputStream(new ByteArrayInputStream(new byte[0])), InputFormat.TEXT)))
                .isEmpty();
    }

    @Test
    void shouldCountLinesAndBytesWhenLinesAreEmptyOrEndTwice() throws IOException {
        // When: a carriage return at the end of the input belongs to its line
        List<RawRecord> records = drain(lines("\none\r\n\r\ntwo\rthree\r"));

        // Then
        assertThat(records)
                .containsExactly(
                        new RawRecord(1, 0, bytes(""), 0),
                        new RawRecord(2, 1, bytes("one"), 3),
                        new RawRecord(3, 6, bytes(""), 0),
                        new RawRecord(4, 8, bytes("two\rthree\r"), 10));
    }

    @ParameterizedTest
    @ValueSource(ints = {254, 255, 256, 257, 511, 512, 513})
    void shouldDropTheCarriageReturnWhereverABlockEnds(int length) throws IOException {
        // Given: blocks have 256 bytes
        String line = "x".repeat(length);

        // When
        List<RawRecord> records = drain(lines(line + "\r\nnext\n"));

        // Then
        assertThat(records)
                .containsExactly(
                        new RawRecord(1, 0, bytes(line), length), new RawRecord(2, length + 2L, bytes("next"), 4));
    }

    @Test
    void shouldKeepARecordWholeUpToItsLimit() throws IOException {
        // Given: at most 300 bytes
        String csv = "x".repeat(300) + "\n" + "y".repeat(301) + "\n";
        RawRecordReader reader =
                new RawRecordReader(new ByteArrayInputStream(csv.getBytes(UTF_8)), RecordBoundary.lineFeed(), 300, 4);

        // When
        List<RawRecord> records = drain(reader);

        // Then
        assertThat(records)
                .containsExactly(
                        new RawRecord(1, 0, bytes("x".repeat(300)), 300), new RawRecord(2, 301, bytes("yyyy"), 301));
    }

    @Test
    void shouldTakeAllOfATextAsOneRecordAndCountItsLines() throws IOException {
        // Given
        String text = "Four score\r\n\r\nand seven\r\n";
        RawRecordReader reader = RawRecordReader.of(
                new BufferedInputStream(new ByteArrayInputStream(text.getBytes(UTF_8))), InputFormat.TEXT);

        // When
        List<RawRecord> records = drain(reader);

        // Then
        assertThat(records).containsExactly(new RawRecord(1, 0, bytes(text), text.length()));
        assertThat(reader.lineNumber()).isEqualTo(4);
        assertThat(reader.offset()).isEqualTo(text.length());
    }

    @Test
    void shouldNotReturnTheRecordThatAStreamBreaksIn() throws IOException {
        // Given: a line and a half, in blocks of 256 bytes
        byte[] lines = ("x".repeat(300) + "\n" + "y".repeat(300)).getBytes(UTF_8);
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(lines), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("pulled the plug");
            }

            @Override
            public int read(byte[] bytes, int from, int count) throws IOException {
                return read();
            }
        });
        RawRecordReader reader = new RawRecordReader(broken, RecordBoundary.lineFeed());

        // When
        RawRecord first = requireNonNull(reader.next());

        // Then
        assertThat(first.size()).isEqualTo(300);
        assertThatThrownBy(reader::next).isInstanceOf(IOException.class).hasMessage("pulled the plug");
    }

    private static RawRecordReader lines(String text) throws IOException {
        return RawRecordReader.of(
                new BufferedInputStream(new ByteArrayInputStream(text.getBytes(UTF_8))), InputFormat.LINES);
    }

    private static List<RawRecord> drain(RawRecordReader reader) throws IOException {
        List<RawRecord> records = new ArrayList<>();
        for (RawRecord raw = reader.next(); raw != null; raw = reader.next()) {
            records.add(raw);
        }
        return records;
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
