package io.wordtide.app.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class RawRecordReaderTest {

    @Test
    void shouldKeepTheBeginningAndCountTheRestWhenARecordIsTooLong() throws IOException {
        // Given: at most 500 bytes, of longer records 10
        String lines = "short\n" + "0123456789".repeat(1_000) + "\r\nnext";
        RawRecordReader reader = new RawRecordReader(
                new ByteArrayInputStream(lines.getBytes(UTF_8)), RecordBoundary.lineFeed(), 500, 10);

        // When
        RawRecord first = reader.next();
        RawRecord cut = reader.next();
        RawRecord next = reader.next();

        // Then: the carriage return of a cut record counts
        assertThat(first).isEqualTo(new RawRecord(1, 0, bytes("short"), 5));
        assertThat(cut).isEqualTo(new RawRecord(2, 6, bytes("0123456789"), 10_001));
        assertThat(cut.isCut()).isTrue();
        assertThat(next).isEqualTo(new RawRecord(3, 10_008, bytes("next"), 4));
        assertThat(reader.next()).isNull();
    }

    @Test
    void shouldEndCsvRecordsOutsideQuotesWhenQuotesSpanBlocks() throws IOException {
        // Given: a quoted column longer than any block
        String csv = "a,\"" + "line\n".repeat(300) + "\",b\nc,d\"e\nf\n";
        RawRecordReader reader =
                RawRecordReader.of(new ByteArrayInputStream(csv.getBytes(UTF_8)), InputFormat.CSV, ',');

        // When
        RawRecord quoted = reader.next();
        RawRecord inch = reader.next();
        RawRecord last = reader.next();

        // Then
        assertThat(quoted.size()).isEqualTo(1_506);
        assertThat(inch).isEqualTo(new RawRecord(302, 1_507, bytes("c,d\"e"), 5));
        assertThat(last.lineNumber()).isEqualTo(303);
        assertThat(reader.next()).isNull();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
