package io.wordtide.ingest.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignFormTest {

    /** First bytes as the forms' own descriptions give them. */
    private static final Map<ForeignForm, String> HEADS = Map.ofEntries(
            Map.entry(ForeignForm.PARQUET, "PAR1\u0015\u0004"),
            Map.entry(ForeignForm.ARROW, "\u00ff\u00ff\u00ff\u00ff\u00a8\u0002\0\0"),
            Map.entry(ForeignForm.ORC, "ORC\n\u000b\n\u0003\0"),
            Map.entry(ForeignForm.AVRO, "Obj\u0001\u0004"),
            Map.entry(ForeignForm.SQLITE, "SQLite format 3\0"),
            Map.entry(ForeignForm.PDF, "%PDF-1.7\n"),
            Map.entry(ForeignForm.OFFICE, "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1"),
            Map.entry(ForeignForm.RTF, "{\\rtf1\\ansi"),
            Map.entry(ForeignForm.ZIP, "PK\u0003\u0004"),
            Map.entry(ForeignForm.TAR, "news.txt" + "\0".repeat(249) + "ustar\00000"),
            Map.entry(ForeignForm.SEVEN_ZIP, "7z\u00bc\u00af'\u001c"),
            Map.entry(ForeignForm.RAR, "Rar!\u001a\u0007\u0001"),
            Map.entry(ForeignForm.LZ4, "\u0004\"M\u0018"),
            Map.entry(ForeignForm.SNAPPY, "\u00ff\u0006\0\0sNaPpY"),
            Map.entry(ForeignForm.COMPRESS, "\u001f\u009d\u0090"),
            Map.entry(ForeignForm.HDF5, "\u0089HDF\r\n\u001a\n"),
            Map.entry(ForeignForm.NUMPY, "\u0093NUMPY\u0001\0"),
            Map.entry(ForeignForm.PICKLE, "\u0080\u0004\u0095"),
            Map.entry(ForeignForm.IMAGE, "\u0089PNG\r\n\u001a\n"),
            Map.entry(ForeignForm.WORD_VECTORS, "3000000 300\n</s> \u0000\u0000\u0080:"),
            Map.entry(ForeignForm.UTF_16, "\u00ff\u00fe{\0\"\0"),
            Map.entry(ForeignForm.WARC, "WARC/1.0\r\nWARC-Type: warcinfo"),
            Map.entry(ForeignForm.MATRIX_MARKET, "%%MatrixMarket matrix coordinate integer general\n"),
            Map.entry(ForeignForm.FEED, "<?xml version=\"1.0\"?>\n<!-- made by hand -->\n<rss version=\"2.0\">"),
            Map.entry(ForeignForm.HTML, "<!DOCTYPE html><html>"),
            Map.entry(ForeignForm.XML, "\u00ef\u00bb\u00bf<?xml version=\"1.0\"?><news>"));

    @Test
    void shouldTellEachFormFromItsFirstBytes() throws IOException {
        assertThat(HEADS.keySet()).isEqualTo(EnumSet.allOf(ForeignForm.class));
        for (Map.Entry<ForeignForm, String> head : HEADS.entrySet()) {
            assertThat(form(head.getValue(), InputFormat.JSON_LINES)).hasValue(head.getKey());
        }
    }

    @Test
    void shouldTakeAnyTextWhenItIsReadAsText() throws IOException {
        assertThat(form("<?xml version=\"1.0\"?><news>", InputFormat.TEXT)).isEmpty();
        assertThat(form("WARC/1.0 is a format", InputFormat.LINES)).isEmpty();
        assertThat(form("\u00ff\u00fe{\0\"\0", InputFormat.TEXT)).hasValue(ForeignForm.UTF_16);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"text\": \"one\"}",
                "id,text\n1,one",
                "ORCHESTRA news",
                "Object of desire",
                "PAR1 activation in platelets",
                "ARROW1 is a name",
                "PKI explained",
                "Rar! said the lion",
                "7z is a format",
                "300 20\nis a score",
                "\u00ef\u00bb\u00bftext with a mark",
                "<rssy>",
            })
    void shouldTakeATextWhenItBeginsAlmostLikeAForm(String head) throws IOException {
        assertThat(form(head, null)).isEmpty();
    }

    private static Optional<ForeignForm> form(String head, @Nullable InputFormat format) throws IOException {
        BufferedInputStream in = new BufferedInputStream(new ByteArrayInputStream(head.getBytes(ISO_8859_1)));
        Optional<ForeignForm> form = ForeignForm.of(in, format);
        assertThat(in.readAllBytes()).as("nothing is consumed").hasSize(head.length());
        return form;
    }
}
