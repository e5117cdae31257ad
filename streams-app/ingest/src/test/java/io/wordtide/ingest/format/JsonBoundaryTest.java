package io.wordtide.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBoundaryTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"text\": 1}, {\"text\": 2}]",
                "[\n{\"text\": 1},\n{\"text\": 2}\n]\n",
                "[\r\n  {\r\n    \"text\": 1\r\n  },\r\n  {\r\n    \"text\": 2\r\n  }\r\n]",
                "[{\"text\": 1}\n,{\"text\": 2}]",
                "\uFEFF[{\"text\": 1},{\"text\": 2}]",
                "{\n  \"text\": 1\n}\n{\n  \"text\": 2\n}\n",
                "{\n  \"text\":\n    1\n}{\n  \"text\": 2}",
                "[[{\"text\": 1}],\n[{\"text\": 2}]]",
            })
    void shouldCutTheObjectsOfAnArrayAndThoseOneAfterTheOther(String json) throws IOException {
        assertThat(records(json))
                .extracting(record -> record.replaceAll("\\s", ""))
                .containsExactly("{\"text\":1}", "{\"text\":2}");
    }

    @Test
    void shouldNotBeMisledByBracketsAndQuotesInStrings() throws IOException {
        // Given: an escaped quote, an escaped backslash at the end of a string, brackets in names and values
        String first = "{\"te]xt\": \"a \\\" } b\", \"more\": [{\"x\": \"\\\\\"}, {}]}";
        String second = "{\"text\": \"[{\"}";

        // Then
        assertThat(records("[" + first + "," + second + "]")).containsExactly(first, second);
    }

    @Test
    void shouldKeepLinesAndOffsetsWhenRecordsSpanLinesAndBlocks() throws IOException {
        // Given: a block has 256 bytes
        String first = "{\n\"text\": \"" + "x".repeat(500) + "\"\n}";

        // When
        List<RawRecord> records = rawRecords("[\n\n" + first + ",\n  {}]");

        // Then: the first begins after 3 bytes and spans lines 3 to 5
        assertThat(records).extracting(RawRecord::lineNumber).containsExactly(3L, 6L);
        assertThat(records).extracting(RawRecord::offset).containsExactly(3L, 3L + first.length() + ",\n  ".length());
    }

    @Test
    void shouldCutValuesThatAreNoObjects() throws IOException {
        assertThat(records("[1, \"two, ]\", null, {}, tr ue]"))
                .containsExactly("1", "\"two, ]\"", "null", "{}", "tr", "ue");
    }

    @Test
    void shouldEndWhatIsBrokenWithItsRecord() throws IOException {
        // Given: a quote that is not closed, a brace that is missing, and one too many
        String array = """
                [
                  {"text": "one", "id": "a},
                  {"text": "two",
                   "id": "b",
                  {"text": "three"}},
                  {"text": "four"}
                ]
                """;

        // Then
        assertThat(records(array))
                .extracting(String::strip)
                .containsExactly(
                        "{\"text\": \"one\", \"id\": \"a},",
                        "{\"text\": \"two\",\n   \"id\": \"b\",",
                        "{\"text\": \"three\"}",
                        "}",
                        "{\"text\": \"four\"}");
    }

    @Test
    void shouldNotEndARecordWhereAnObjectBeginsALineAsAValue() throws IOException {
        String allman = "[{\n\"author\":\n{\n\"name\": \"a\"\n},\n\"tags\": [\n{\"x\": 1},\n{\"x\": 2}\n]\n}]";
        assertThat(records(allman)).containsExactly(allman.substring(1, allman.length() - 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"text\": \"one\"}\n{\"text\": \"two\"}",
                "{\"text\": \"one\"",
                "{\"text\": \"one\n{\"text\": \"two\"}",
                "{\"text\": \"one\",\n{\"text\": \"two\"}",
                "{\n{\"text\": \"two\"}",
                "nothing",
            })
    void shouldTakeLinesWhenObjectsDoNotContinueOnTheNext(String json) throws IOException {
        assertThat(JsonBoundary.isOfLines(stream(json))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                " \n[]",
                "\uFEFF[{}]",
                "{\n\"text\": 1}",
                "{\n}",
                "{\"id\": 1,\n \"text\": 2}",
                "\n{\n\n  \"text\": 2}",
                "{\"items\": [\n {\"text\": 1}]}",
                "{ \"a\": {\n \"b\": 1}}",
            })
    void shouldTakeValuesWhenTheyContinueOnTheNextLine(String json) throws IOException {
        assertThat(JsonBoundary.isOfLines(stream(json))).isFalse();
    }

    private static List<String> records(String json) throws IOException {
        return rawRecords(json).stream()
                .map(record -> UTF_8.decode(record.bytes().duplicate()).toString())
                .toList();
    }

    private static List<RawRecord> rawRecords(String json) throws IOException {
        List<RawRecord> records = new ArrayList<>();
        try (RawRecordReader reader = new RawRecordReader(stream(json), new JsonBoundary())) {
            for (RawRecord record = reader.next(); record != null; record = reader.next()) {
                records.add(record);
            }
        }
        return records;
    }

    private static BufferedInputStream stream(String json) {
        return new BufferedInputStream(new ByteArrayInputStream(json.getBytes(UTF_8)));
    }
}
