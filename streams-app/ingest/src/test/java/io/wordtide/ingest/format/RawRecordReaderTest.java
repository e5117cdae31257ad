package io.wordtide.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RawRecordReaderTest {

    @Test
    void shouldKeepTheBeginningAndCountTheRestWhenARecordIsTooLong() throws IOException {
        // Given: at most 500 bytes, of longer records 10
        String lines = "short\n" + "0123456789".repeat(1_000) + "\r\nnext";
        RawRecordReader reader = new RawRecordReader(
                new ByteArrayInputStream(lines.getBytes(UTF_8)), RecordBoundary.lineFeed(), 500, 10);

        // When
        List<RawRecord> records = drain(reader);

        // Then: the carriage return of a cut record counts
        assertThat(records)
                .containsExactly(
                        new RawRecord(1, 0, bytes("short"), 5),
                        new RawRecord(2, 6, bytes("0123456789"), 10_001),
                        new RawRecord(3, 10_008, bytes("next"), 4));
        assertThat(records).extracting(RawRecord::isCut).containsExactly(false, true, false);
    }

    @Test
    void shouldEndCsvRecordsOutsideQuotesWhenQuotesSpanBlocks() throws IOException {
        // Given: a quoted column longer than any block
        String csv = "a,\"" + "line\n".repeat(300) + "\",b\nc,d\"e\nf\n";
        RawRecordReader reader =
                RawRecordReader.of(new ByteArrayInputStream(csv.getBytes(UTF_8)), InputFormat.CSV, ',');

        // When
        List<RawRecord> records = drain(reader);

        // Then
        assertThat(records).extracting(RawRecord::size).containsExactly(1_506L, 5L, 1L);
        assertThat(records).extracting(RawRecord::lineNumber).containsExactly(1L, 302L, 303L);
        assertThat(records.get(1)).isEqualTo(new RawRecord(302, 1_507, bytes("c,d\"e"), 5));
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
