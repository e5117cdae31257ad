package io.wordtide.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

    @ParameterizedTest
    @CsvSource({
        "2026-03-01, 2026-03-01T00:00:00Z",
        "2026-03-01T12:30, 2026-03-01T12:30:00Z", // UTC without an offset
        "2026-03-01 12:30:15.250, 2026-03-01T12:30:15.250Z",
        "2026-03-01T12:30:15Z, 2026-03-01T12:30:15Z",
        "2026-03-01t12:30:15z, 2026-03-01T12:30:15Z",
        "2026-03-01T12:30:15+01:00, 2026-03-01T11:30:15Z",
        "2026-03-01T12:30:15-0530, 2026-03-01T18:00:15Z",
        "2026-03-01 12:30:15+01, 2026-03-01T11:30:15Z",
        "'  2026-03-01  ', 2026-03-01T00:00:00Z",
        "2024-02-29, 2024-02-29T00:00:00Z",
        "10000, 1970-01-01T00:00:10Z",
        "-10000, 1969-12-31T23:59:50Z",
        "2026-03-01T12:30:15.123456789Z, 2026-03-01T12:30:15.123Z", // what the schema holds
    })
    void shouldReadIso8601AndMilliseconds(String written, Instant expected) throws MalformedRecordException {
        assertThat(Timestamps.parse(written)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    void shouldHaveNoTimeWhenNothingIsWritten(String written) throws MalformedRecordException {
        assertThat(Timestamps.parse(written)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1987", // a year alone or milliseconds: ambiguous
                "26/02/1987",
                "2026-02-30",
                "2025-02-29",
                "2026-03-01T",
                "2026-03-01T25:00",
                "9223372036854775808", // milliseconds that do not fit into a long
                "+999999999-01-01", // a date whose milliseconds do not fit into a long
                "secret"
            })
    void shouldRefuseAnythingElseWithoutQuotingIt(String written) {
        assertThatThrownBy(() -> Timestamps.parse(written))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("expected a timestamp in ISO-8601, such as 2026-03-01T12:00:00Z, or in milliseconds"
                        + " since 1970, found something else");
    }
}
