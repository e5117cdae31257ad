package io.wordtide.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Utf8Test {

    private final Utf8 utf8 = new Utf8();

    @Test
    void shouldDecodeCharactersOfEveryLength() throws MalformedRecordException {
        // Given: one to four bytes
        String text = "a\u00e9\u20ac\ud83c\udf0a";
        assertThat(text.getBytes(UTF_8)).hasSize(10);

        // Then
        assertThat(utf8.decode(record(500, text.getBytes(UTF_8)))).isEqualTo(text);
        assertThat(utf8.decode(record(500, new byte[0]))).isEmpty();
    }

    @Test
    void shouldDropAByteOrderMarkOnlyWhereTheInputBegins() throws MalformedRecordException {
        byte[] marked = "\uFEFFtide".getBytes(UTF_8);

        assertThat(utf8.decode(record(0, marked))).isEqualTo("tide");
        assertThat(utf8.decode(record(0, "\uFEFF".getBytes(UTF_8)))).isEmpty();
        assertThat(utf8.decode(record(10, marked))).isEqualTo("\uFEFFtide");
    }

    @ParameterizedTest
    @CsvSource({
        "61ff, 1", // never in UTF-8
        "6162c3, 2", // the second byte is missing
        "c3a961e28261, 3", // the third byte of a euro sign is another character
        "c0af, 0", // a slash in two bytes
        "eda080, 0", // half a surrogate pair
        "61f4908080, 1", // beyond the last code point
        "fffe6100, 0", // UTF-16
    })
    void shouldReportTheFirstBadByteInTheRecordAndInTheInput(String hex, int bad) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThatThrownBy(() -> utf8.decode(record(100, bytes)))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("expected UTF-8, found other bytes at byte " + bad + " of the record, byte " + (100 + bad)
                        + " of the input (both from 0); convert the input, for instance with iconv");
    }

    @Test
    void shouldCountFromTheRecordsOwnBeginningAndLeaveItAsItIs() throws MalformedRecordException {
        // Given: bytes 2 to 4 of an array are the record; its last byte is bad
        ByteBuffer bytes = ByteBuffer.wrap(new byte[] {'x', 'x', 'a', 'b', (byte) 0xff}, 2, 3);
        RawRecord bad = new RawRecord(1, 0, bytes, 3);

        // Then
        assertThatThrownBy(() -> utf8.decode(bad)).hasMessageContaining("at byte 2 of the record");
        assertThat(bytes.position()).isEqualTo(2);
        assertThat(utf8.decode(record(0, new byte[] {'f', 'i', 'n', 'e'})))
                .as("after a record that was refused")
                .isEqualTo("fine");
    }

    private static RawRecord record(long offset, byte[] bytes) {
        return new RawRecord(1, offset, ByteBuffer.wrap(bytes), bytes.length);
    }
}
