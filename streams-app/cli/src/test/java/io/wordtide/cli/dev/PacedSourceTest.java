package io.wordtide.cli.dev;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.ingest.DocumentSource;
import io.wordtide.ingest.ReadResult;
import io.wordtide.schema.Document;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PacedSourceTest {

    /** Advances only when somebody waits or {@link #pass} is called; nanoseconds. */
    private static final class TestClock {

        private long now = -5_000; // System.nanoTime() begins anywhere, below zero too
        private long longestPark = Long.MAX_VALUE;

        long now() {
            return now;
        }

        void park(long nanos) {
            now += Math.min(nanos, longestPark);
        }

        void pass(long milliseconds) {
            now += TimeUnit.MILLISECONDS.toNanos(milliseconds);
        }
    }

    private final TestClock clock = new TestClock();
    private final long start = clock.now();

    @Test
    void shouldGiveRecordsAtASteadyPace() throws IOException {
        // Given: 250 a second, one every 4 ms
        PacedSource source = paced(new Numbers(3), 250, 0);

        // Then
        assertThat(times(source, 3)).containsExactly(4L, 8L, 12L);
        assertThat(source.next()).as("the end").isNull();
    }

    @Test
    void shouldGiveTheFirstRecordsWithoutWaiting() throws IOException {
        assertThat(times(paced(new Numbers(5), 100, 3), 5)).containsExactly(0L, 0L, 0L, 10L, 20L);
    }

    @Test
    void shouldCatchUpByOneRecordOnlyWhenTheReaderWasSlow() throws IOException {
        // Given: one every 10 ms, and a reader that takes 95 ms for the first
        PacedSource source = paced(new Numbers(10), 100, 0);
        assertThat(times(source, 1)).containsExactly(10L);
        clock.pass(95);

        // Then: one record comes at once, not nine
        assertThat(times(source, 3)).containsExactly(105L, 105L, 115L);
    }

    @Test
    void shouldKeepWaitingWhenAWaitEndsEarly() throws IOException {
        // Given: parking may end at any time
        clock.longestPark = TimeUnit.MILLISECONDS.toNanos(1);

        // Then
        assertThat(times(paced(new Numbers(2), 250, 0), 2)).containsExactly(4L, 8L);
    }

    @Test
    void shouldNotWaitAndStayInterruptedWhenItsThreadIsInterrupted() throws IOException {
        // Given
        PacedSource source = paced(new Numbers(1), 1, 0);
        Thread.currentThread().interrupt();

        // When
        @Nullable ReadResult result = source.next();

        // Then
        assertThat(Thread.interrupted()).isTrue();
        assertThat(result).isNotNull();
        assertThat(clock.now()).isEqualTo(start);
    }

    @Test
    void shouldCloseItsSource() throws IOException {
        // Given
        Numbers numbers = new Numbers(1);

        // When
        paced(numbers, 1, 0).close();

        // Then
        assertThat(numbers.closed).isTrue();
    }

    private PacedSource paced(DocumentSource source, int documentsPerSecond, long unpacedCount) {
        return new PacedSource(source, documentsPerSecond, unpacedCount, clock::now, clock::park);
    }

    /** When each of the next records arrived, ms since the start. */
    private List<Long> times(PacedSource source, int count) throws IOException {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            assertThat(source.next()).isNotNull();
            times.add(TimeUnit.NANOSECONDS.toMillis(clock.now() - start));
        }
        return times;
    }

    private static final class Numbers implements DocumentSource {

        private final int count;
        private int next;
        private boolean closed;

        Numbers(int count) {
            this.count = count;
        }

        @Override
        public @Nullable ReadResult next() {
            return next == count
                    ? null
                    : new ReadResult.Accepted(new Document("d" + next++, "tide", null, null, null, null));
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
