package io.wordtide.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Deadlines of a minute end a failing test; they do not time a passing one. */
class WorkersTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldDoEveryPartOnce(int threadCount) {
        for (int partCount : new int[] {0, 1, 2, 1_000}) {
            // Given
            AtomicIntegerArray done = new AtomicIntegerArray(partCount);

            // When
            try (Workers workers = Workers.of(threadCount)) {
                workers.forEach(partCount, done::incrementAndGet);
            }

            // Then
            for (int part = 0; part < partCount; part++) {
                assertThat(done.get(part)).as("part %d of %d", part, partCount).isEqualTo(1);
            }
        }
    }

    @Test
    void shouldDoAsManyPartsAtATimeAsThereAreThreads() {
        // Given: three parts, each of which waits for the others
        CyclicBarrier allThree = new CyclicBarrier(3);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();

        // When
        try (Workers workers = Workers.of(3)) {
            workers.forEach(3, part -> {
                threads.add(Thread.currentThread());
                await(allThree);
            });
        }

        // Then
        assertThat(threads).hasSize(3).contains(Thread.currentThread());
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldStayOnTheCallersThreadWhenOneIsEnough() {
        // Given
        Set<Thread> threads = ConcurrentHashMap.newKeySet();

        // When: one thread, and one part
        try (Workers one = Workers.of(1);
                Workers three = Workers.of(3)) {
            one.forEach(10, part -> threads.add(Thread.currentThread()));
            three.forEach(1, part -> threads.add(Thread.currentThread()));
        }

        // Then
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldThrowWhatTheFirstPartThatFailedThrew(int threadCount) {
        try (Workers workers = Workers.of(threadCount)) {
            // Then: the first by its number, not by time
            assertThatThrownBy(() -> workers.forEach(10, part -> {
                        if (part >= 4) {
                            throw new ArithmeticException("part " + part);
                        }
                    }))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessage("part 4");

            // and the next parts find workers
            AtomicIntegerArray done = new AtomicIntegerArray(10);
            workers.forEach(10, done::incrementAndGet);
            assertThat(done).hasToString("[1, 1, 1, 1, 1, 1, 1, 1, 1, 1]");
        }
    }

    @Test
    void shouldReportAnErrorAsWell() {
        try (Workers workers = Workers.of(2)) {
            assertThatThrownBy(() -> workers.forEach(2, part -> {
                        throw new AssertionError("part " + part);
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasRootCauseMessage("part 0");
        }
    }

    @Test
    void shouldEndAllPartsBeforeAnInterruptIsFelt() {
        try (Workers workers = Workers.of(2)) {
            // Given
            AtomicIntegerArray done = new AtomicIntegerArray(10);
            Thread.currentThread().interrupt();

            // When
            workers.forEach(10, done::incrementAndGet);

            // Then
            assertThat(Thread.interrupted()).as("interrupted, and no longer").isTrue();
            assertThat(done).hasToString("[1, 1, 1, 1, 1, 1, 1, 1, 1, 1]");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 25", "1, 25", "24, 25", "25, 25", "26, 25", "100, 25", "101, 25", "3, 1"})
    void shouldCoverALengthByBlocks(int length, int partLength) {
        // Given
        AtomicIntegerArray covered = new AtomicIntegerArray(length);

        // When
        try (Workers workers = Workers.of(2)) {
            workers.forEachBlock(length, partLength, (start, end) -> {
                assertThat(end - start).isBetween(1, partLength);
                increment(covered, start, end);
            });
        }

        // Then
        assertCoveredOnce(covered);
    }

    /** Parts have at most 2^15 elements. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 32_767, 32_768, 32_769, 100_000})
    void shouldCoverALengthByRanges(int length) {
        // Given
        AtomicIntegerArray covered = new AtomicIntegerArray(length);

        // When
        try (Workers workers = Workers.of(2)) {
            workers.forEachRange(length, (start, end) -> increment(covered, start, end));
        }

        // Then
        assertCoveredOnce(covered);
    }

    private static void increment(AtomicIntegerArray covered, int start, int end) {
        for (int i = start; i < end; i++) {
            covered.incrementAndGet(i);
        }
    }

    private static void assertCoveredOnce(AtomicIntegerArray covered) {
        for (int i = 0; i < covered.length(); i++) {
            if (covered.get(i) != 1) {
                assertThat(covered.get(i))
                        .as("element %d of %d", i, covered.length())
                        .isEqualTo(1);
            }
        }
    }

    /** Results could depend on the number of threads if the parts did. */
    @Test
    void shouldMakeTheSamePartsWithAnyNumberOfThreads() {
        assertThat(parts(2)).containsExactlyInAnyOrderElementsOf(parts(1));
        assertThat(parts(3)).containsExactlyInAnyOrderElementsOf(parts(1));
    }

    private static List<String> parts(int threadCount) {
        ConcurrentLinkedQueue<String> parts = new ConcurrentLinkedQueue<>();
        try (Workers workers = Workers.of(threadCount)) {
            workers.forEachBlock(501, 25, (start, end) -> parts.add("block %d to %d".formatted(start, end)));
            workers.forEachRange(100_000, (start, end) -> parts.add("range %d to %d".formatted(start, end)));
        }
        return List.copyOf(parts);
    }

    @Test
    void shouldEndItsThreadsWhenClosed() throws InterruptedException {
        // Given
        Workers workers = Workers.of(3);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        CyclicBarrier allThree = new CyclicBarrier(3);
        workers.forEach(3, part -> {
            threads.add(Thread.currentThread());
            await(allThree);
        });

        // When
        workers.close();

        // Then
        threads.remove(Thread.currentThread());
        for (Thread thread : threads) {
            thread.join(TimeUnit.MINUTES.toMillis(1));
            assertThat(thread.isAlive()).as("%s is alive", thread).isFalse();
        }
        assertThatThrownBy(() -> workers.forEach(2, part -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    /** A process that forgets to close them must be able to end. */
    @Test
    void shouldNotKeepTheProcessAlive() {
        try (Workers workers = Workers.of(2)) {
            CyclicBarrier both = new CyclicBarrier(2);
            Thread caller = Thread.currentThread();
            workers.forEach(2, part -> {
                await(both);
                if (Thread.currentThread() != caller) {
                    assertThat(Thread.currentThread().isDaemon()).isTrue();
                }
            });
        }
    }

    @Test
    void shouldShareOneSetOfThreads() {
        assertThat(Workers.shared()).isSameAs(Workers.shared());
    }

    @Test
    void shouldRefuseToWorkOnNoThread() {
        assertThatThrownBy(() -> Workers.of(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected at least 1 thread, found 0");
    }
}
