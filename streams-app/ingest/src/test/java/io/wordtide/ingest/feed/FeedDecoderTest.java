package io.wordtide.ingest.feed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.ingest.InputException;
import io.wordtide.ingest.format.EncodingLabels;
import java.nio.charset.Charset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedDecoderTest {

    @ParameterizedTest
    @CsvSource({
        "iso-8859-1, windows-1252",
        "' ISO-8859-1 ', windows-1252",
        "latin1, windows-1252",
        "us-ascii, windows-1252",
        "iso88591, windows-1252",
        "x-cp1251, windows-1251",
        "iso-8859-9, windows-1254",
        "iso88595, ISO-8859-5",
        "iso-8859-8-i, ISO-8859-8",
        "csiso88596e, ISO-8859-6",
        "tis-620, x-windows-874",
        "gb2312, GB18030",
        "gbk, GB18030",
        "chinese, GB18030",
        "big5, Big5-HKSCS",
        "shift_jis, windows-31j",
        "x-sjis, windows-31j",
        "euc-kr, x-windows-949",
        "ks_c_5601-1987, x-windows-949",
        "euc-jp, EUC-JP",
        "koi, KOI8-R",
        "macintosh, x-MacRoman",
        "unicode-1-1-utf-8, UTF-8",
        "utf8, UTF-8",
        "utf-16, UTF-16LE",
        "IBM037, IBM037", // Java's own
        "tide-8,",
    })
    void shouldReadLabelsAsBrowsersDo(String label, String expected) {
        assertThat(EncodingLabels.charset(label).map(Charset::name)).isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void shouldReadWhatIsCalledLatin1AsWindows1252() throws InputException {
        // Given: quotation marks of Windows, and a byte without a character
        byte[] bytes = "<?xml version='1.0' encoding='ISO-8859-1'?><a>\u0093tide\u0094 \u0081</a>".getBytes(ISO_8859_1);

        // Then
        assertThat(FeedDecoder.decode(bytes, null)).endsWith("<a>\u201ctide\u201d \u0081</a>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // written in | header | declared
                "UTF-8 | application/xml; charset=utf-8 | windows-1251",
                "windows-1251 | text/xml; charset=\"windows-1251\" | utf-8",
                "windows-1251 | text/xml; charset=utf-8 | windows-1251", // the bytes do not fit the header
                "windows-1251 | text/xml; charset=tide-8 | windows-1251",
                "windows-1251 | | cp1251",
                "UTF-8 | | utf-16", // read byte by byte, so it is not
                "UTF-16LE | | utf-16",
                "UTF-16BE | | utf-16",
                "UTF-32BE | | utf-32",
                "UTF-32LE | | utf-32",
            })
    void shouldTakeTheEncodingOfTheHeaderElseTheDeclaredOne(String written, String header, String declared)
            throws InputException {
        String xml = "<?xml version='1.0' encoding='" + declared + "'?><a>\u043f\u0440\u0438\u043b\u0438\u0432</a>";

        assertThat(FeedDecoder.decode(xml.getBytes(Charset.forName(written)), header))
                .isEqualTo(xml);
    }

    @ParameterizedTest
    @CsvSource({"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void shouldTrustAByteOrderMarkMost(String charset) throws InputException {
        assertThat(FeedDecoder.decode(
                        "\uFEFF<a>\u00e9</a>".getBytes(Charset.forName(charset)), "text/xml; charset=koi8-r"))
                .isEqualTo("<a>\u00e9</a>");
    }

    @Test
    void shouldNameTheFirstByteThatDoesNotFit() {
        // Given: 0xE9 is the start of three bytes in UTF-8
        byte[] bytes = {'<', 'a', '>', (byte) 0xE9, '<', '/', 'a', '>'};

        assertThatThrownBy(() -> FeedDecoder.decode(bytes, null))
                .hasMessage("expected UTF-8 as declared, found other bytes at byte 3 (from 0)");
    }
}
