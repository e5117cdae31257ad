package io.wordtide.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputFormatTest {

    @ParameterizedTest
    @CsvSource({
        "news.jsonl, JSON_LINES",
        "news.ndjson, JSON_LINES",
        "news.JSON, JSON_LINES",
        "reviews.csv, CSV",
        "reviews.tsv.gz, CSV",
        "talk.txt, TEXT",
        "talk.text, TEXT",
        "README.md, TEXT",
        "README, TEXT",
        "README.GZ, TEXT",
        "a.b.csv, CSV",
        "report.pdf,",
        "news.jsonl.zip,",
    })
    void shouldDeriveTheFormatFromTheName(String name, @Nullable InputFormat format) {
        assertThat(InputFormat.ofFileName(name).orElse(null)).isEqualTo(format);
    }

    @Test
    void shouldBeWrittenAsOnTheCommandLine() {
        assertThat(InputFormat.values())
                .extracting(InputFormat::toString)
                .containsExactly("json-lines", "csv", "text", "lines", "ninjs", "newsml", "nitf", "mail");
    }
}
