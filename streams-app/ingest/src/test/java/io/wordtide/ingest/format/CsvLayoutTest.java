package io.wordtide.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvLayoutTest {

    /** A bar stands for a line feed, and > for a tab. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "csv, `id,text|1,one; two`, `,`",
                "csv, `id;text|1;one, two`, `;`",
                "csv, `id;\"a, b, c\";text|1;x;y`, `;`", // commas in quotes
                "csv, `text|one, two`, `,`",
                "csv, ``, `,`",
                "tsv, `id>text|1>one, two`, >",
                "tsv, `id,text|1,one`, `,`",
                "dat, `id>text`, >",
                "dat, `id;text;more`, `;`",
                "dat, `||id;text;more`, `;`",
            })
    void shouldTellTheDelimiterFromTheHeader(String extension, String file, char delimiter) throws IOException {
        assertThat(CsvLayout.usual().of(stream(file), extension).delimiter()).isEqualTo(character(delimiter));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "csv, `1,one; two|2,three; four|3,x`, `,`",
                "dat, `1;one, two, three, four|2;five|3;six`, `;`", // commas in some lines only
                "dat, `1>one, two|2>five, six|3>x`, >", // a comma in each that is looked at, but a tab as well
                "dat, `1;\"two;three\"|2;four|5;six`, `;`",
                "csv, `one|two|three`, `,`",
            })
    void shouldTellTheDelimiterFromTheFirstLinesWhenThereIsNoHeader(String extension, String file, char delimiter)
            throws IOException {
        assertThat(new CsvLayout(null, '"', false).of(stream(file), extension).delimiter())
                .isEqualTo(character(delimiter));
    }

    @Test
    void shouldNotTakeTheQuoteForTheDelimiter() throws IOException {
        BufferedInputStream in = new BufferedInputStream(new ByteArrayInputStream("|id|,|text|\n".getBytes(UTF_8)));

        assertThat(new CsvLayout(null, '|', true).of(in, "dat").delimiter()).isEqualTo(',');
    }

    private static char character(char delimiter) {
        return delimiter == '>' ? '\t' : delimiter;
    }

    private static BufferedInputStream stream(String file) {
        return new BufferedInputStream(new ByteArrayInputStream(
                file.replace('|', '\n').replace('>', '\t').getBytes(UTF_8)));
    }
}
