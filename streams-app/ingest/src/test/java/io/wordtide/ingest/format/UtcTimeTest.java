package io.wordtide.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UtcTimeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-01T12:00:00Z",
                "1987-02-26T15:01:01.790Z",
                "2026-03-01T23:59:59.9Z",
                "2026-03-01T23:59:59.123456789Z",
                "2024-02-29T00:00:00.001Z",
                "0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999Z"
            })
    void shouldReadTheSameTimeAsInstant(String written) {
        // When
        Instant read = UtcTime.parse(written);

        // Then
        assertThat(read).isEqualTo(Instant.parse(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026-03-01T12:00Z",
                "2026-03-01 12:00:00Z",
                "2026-03-01T12:00:00",
                "2026-03-01T12:00:00z",
                "2026-03-01T12:00:00.Z",
                "2026-03-01T12:00:00,5Z",
                "2026-03-01T12:00:00.1234567890Z",
                "2026-03-01T12:00:00+01:00",
                "2026-03-01T12:00:00.+1Z",
                "2026-02-30T12:00:00Z",
                "2026-13-01T12:00:00Z",
                "2026-03-01T24:00:00Z",
                "2026-03-01T12:00:60Z",
                "-026-03-01T12:00:00Z",
                "\u0662026-03-01T12:00:00Z"
            })
    void shouldLeaveOtherFormsAndImpossibleTimesToOthers(String written) {
        // When
        Instant read = UtcTime.parse(written);

        // Then
        assertThat(read).isNull();
    }
}
