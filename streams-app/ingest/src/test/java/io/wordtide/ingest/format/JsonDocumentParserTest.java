package io.wordtide.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.schema.Document;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDocumentParserTest {

    private static final String ORIGIN = "in.jsonl:7";

    private final JsonDocumentParser parser = new JsonDocumentParser(Columns.usual());

    @Test
    void shouldTakeEveryMemberItKnowsAndIgnoreOthers() throws MalformedRecordException {
        // When
        Document document = parser.parse(
                "{\"label\": [1], \"id\": \"a\", \"text\": \"oil\", \"title\": \"Oil\", \"source\": \"wire\","
                        + " \"language\": \"en\", \"timestamp\": \"1970-01-01T00:00:01Z\"}",
                ORIGIN);

        // Then
        assertThat(document).isEqualTo(new Document("a", "oil", "Oil", "wire", "en", Instant.ofEpochMilli(1_000)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\": \"oil\"}",
                "{\"id\": null, \"text\": \"oil\"}",
                "{\"id\": \"\", \"text\": \"oil\"}",
                "{\"id\": \" \\t\", \"text\": \"oil\"}"
            })
    void shouldTakeTheOriginAsIdWhenTheRecordHasNone(String text) throws MalformedRecordException {
        assertThat(parser.parse(text, ORIGIN).getId()).isEqualTo(ORIGIN);
    }

    @Test
    void shouldTakeNumbersAsTheyAreWritten() throws MalformedRecordException {
        // When
        Document document = parser.parse("{\"id\": 12345678901234567890, \"text\": 1.50}", ORIGIN);

        // Then: an id is not rounded to a double
        assertThat(document.getId()).isEqualTo("12345678901234567890");
        assertThat(document.getText()).isEqualTo("1.50");
        assertThat(parser.parse("{\"id\": 10000000.0, \"text\": 1e400}", ORIGIN))
                .isEqualTo(new Document("10000000.0", "1E+400", null, null, null, null));
    }

    @ParameterizedTest
    @CsvSource({
        "541350061790, 541350061790",
        "541350061, 541350061000", // seconds
        "541350061.790, 541350061790",
        "1987, 536457600000", // a year: 6,209 days of 86,400,000 ms
        "'\"541350061790\"', 541350061790",
        "'\"1970-01-01 00:00:02\"', 2000",
    })
    void shouldReadATimestampWhenItIsANumberOrAText(String written, long milliseconds) throws MalformedRecordException {
        assertThat(parser.parse("{\"text\": \"\", \"timestamp\": " + written + "}", ORIGIN)
                        .getPublishedAt())
                .hasValue(Instant.ofEpochMilli(milliseconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\"  \""})
    void shouldHaveNoTimestampWhenThereIsNothingInIt(String written) throws MalformedRecordException {
        assertThat(parser.parse("{\"text\": \"\", \"timestamp\": " + written + "}", ORIGIN)
                        .getPublishedAt())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"text\": \"\", \"timestamp\": 1.5} | expected a time",
                "{\"text\": \"\", \"timestamp\": 99999999999999999999999} | expected a time",
                "{\"text\": \"\", \"timestamp\": true} | expected a string as member \"timestamp\", found a JSON boolean",
                "{\"text\": \"\", \"timestamp\": {}} | expected a string as member \"timestamp\", found a JSON object",
                "{\"text\": \"\", \"id\": true} | expected a string as member \"id\", found a JSON boolean",
                "{\"text\": \"\", \"title\": []} | expected a string as member \"title\", found a JSON array",
                "{\"text\": \"\", \"source\": {}} | expected a string as member \"source\", found a JSON object",
                "{\"text\": \"\", \"language\": []} | expected a string as member \"language\", found a JSON array",
                "{\"text\": null} | expected a member \"text\", found none",
                "{\"a secret of five words\": 1, \"body\": 2} | expected a member \"text\", found \"body\" and 1 others",
                "'' | expected a JSON object, found nothing",
                "null | expected a JSON object, found a JSON null",
                "12 | expected a JSON object, found a JSON number",
                "{\"text\": \"secret} | expected a JSON object, found something that is not JSON at character 17",
                "{\"text\": secret} | expected a JSON object, found something that is not JSON at character 9",
            })
    void shouldSayWhatItExpectedAndNeverQuoteTheRecord(String text, String message) {
        assertThatThrownBy(() -> parser.parse(text, ORIGIN))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageStartingWith(message)
                .hasMessageNotContaining("secret");
    }

    @Test
    void shouldRefuseARecordWhenItIsNestedTooDeeply() {
        // Given: Jackson's limit is 1000 levels
        String nested = "{\"text\": \"\", \"more\": " + "[".repeat(2_000) + "]".repeat(2_000) + "}";

        // Then
        assertThatThrownBy(() -> parser.parse(nested, ORIGIN))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageStartingWith("expected a JSON object, found something that is not JSON");
    }
}
