package io.wordtide.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvBoundaryTest {

    /** A bar stands for a line feed that should end a record; the other line feeds are inside quotes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a;b|c;d|",
                "a;b|\"c\nd\";e|", // a quoted column starts a later record
                "a;\"b\nc\"|d|",
                "\"a\nb\";c|d|",
                "a;\"b\"\"c\nd\"\"\"|e|", // doubled quotes inside
                "a;\"\"|b|", // an empty column in quotes
                "a;5\" pipe|b|", // an inch sign
                "a; \"b|c\"|", // a quote after a blank does not open
                "a;\"b\"c|d|", // what follows a closing quote is not the start of a column
                "\"a\"\r|b|",
                "||",
            })
    void shouldEndRecordsAtLineFeedsOutsideQuotes(String csv) {
        byte[] bytes = csv.replace('|', '\n').getBytes(UTF_8);
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < csv.length(); i++) {
            if (csv.charAt(i) == '|') {
                expected.add(i);
            }
        }

        assertThat(ends(bytes, bytes.length)).isEqualTo(expected);
        assertThat(ends(bytes, 1)).as("byte by byte").isEqualTo(expected);
    }

    private static List<Integer> ends(byte[] bytes, int blockSize) {
        CsvBoundary boundary = new CsvBoundary(';', '"');
        List<Integer> ends = new ArrayList<>();
        for (int block = 0; block < bytes.length; block += blockSize) {
            int to = Math.min(block + blockSize, bytes.length);
            int from = block;
            int end = boundary.find(bytes, from, to);
            while (end >= 0) {
                ends.add(end);
                boundary.begin();
                from = end + 1;
                end = boundary.find(bytes, from, to);
            }
        }
        return ends;
    }
}
