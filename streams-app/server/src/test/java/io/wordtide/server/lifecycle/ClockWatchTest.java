package io.wordtide.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.server.lifecycle.ClockWatch.Steps;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClockWatchTest {

    private static final long NOON_MS = 1_767_268_800_000L;

    private final Steps steps = new Steps(Duration.ofMinutes(1));

    @Test
    void shouldReportAStepBackThatExceedsTheTolerance() {
        // Given
        assertThat(next(0, 0)).isEmpty();
        assertThat(next(1, 1)).isEmpty();

        // When, Then: at second 2 the wall clock shows second -59, 61 s too early
        assertThat(next(-59, 2)).contains(Duration.ofSeconds(61));
    }

    @Test
    void shouldIgnoreSmallSteps() {
        // Given
        assertThat(next(0, 0)).isEmpty();

        // When, Then: exactly the tolerance
        assertThat(next(-59, 1)).isEmpty();
    }

    @Test
    void shouldIgnoreDrift() {
        // Given: 100 days in which the wall clock loses a second a day
        for (long day = 0; day < 100; day++) {
            long seconds = day * 86_400;

            // When, Then
            assertThat(next(seconds - day, seconds)).as("day %d", day).isEmpty();
        }
    }

    @Test
    void shouldReportTheWayBackFromAStepForward() {
        // Given: an hour ahead, which is no reason to stop
        assertThat(next(0, 0)).isEmpty();
        assertThat(next(3_601, 1)).isEmpty();

        // When, Then
        assertThat(next(2, 2)).contains(Duration.ofHours(1));
    }

    @Test
    void shouldNotMistakeALongPauseForAStep() {
        // Given
        assertThat(next(0, 0)).isEmpty();

        // When, Then: both clocks went on while the program stood still
        assertThat(next(7_200, 7_200)).isEmpty();
    }

    private Optional<Duration> next(long wallSeconds, long intervalSeconds) {
        return steps.next(NOON_MS + wallSeconds * 1_000, TimeUnit.SECONDS.toNanos(intervalSeconds));
    }
}
