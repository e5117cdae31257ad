package io.wordtide.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceIdsTest {

    @ParameterizedTest
    @CsvSource({
        "/data/news.csv, news.csv:5, true",
        "/data/news.csv, news.csv:5 (12), true",
        "/data/reviews/a/7.txt, a/7.txt, true",
        "/data/reviews/a/7.txt, a/7.txt (2), true",
        "stdin, stdin:1, true",
        "/data/log-12:30, log-12:30, true",
        "/data/log-12:30, log-12:30:5:2 (3), true",
        "/data/report (2), report (2), true",
        "/data/report (2), report (2) (3), true",
        "/data/news.csv, news.csv:5:6:7, false",
        "/data/, :5, false",
        "/data/news.csv, 5, false",
        "/data/news.csv, ws.csv:5, false",
        "/data/news.csv, other.csv:5, false",
        "/data/news.csv, https://example.org/news.csv:5, false",
        "sample, sample-000001, false"
    })
    void shouldTellAPlaceInTheInputFromADocumentsOwnId(String input, String id, boolean isPlace) {
        assertThat(PlaceIds.isOf(input, id)).isEqualTo(isPlace);
    }

    @Test
    void shouldNumberFromTheSecondDocumentOn() {
        assertThat(PlaceIds.nth("news.csv:5", 1)).isEqualTo("news.csv:5");
        assertThat(PlaceIds.nth("news.csv:5", 2)).isEqualTo("news.csv:5 (2)");
    }
}
