package io.wordtide.linalg;

import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of threads that share the independent parts of a computation.
 *
 * <p>Which thread runs which part is left to chance; the parts themselves must depend only on the size of the work and
 * never on the number of threads, so that results do not either. Thread-safe.
 */
public final class Workers implements AutoCloseable {

    /** Elements of a part in an elementwise pass: long enough to be worth handing to a thread. */
    private static final int RANGE_LENGTH = 1 << 15;

    private final int threadCount;
    private final @Nullable ExecutorService threads; // one fewer than threadCount; null if 0

    private Workers(int threadCount) {
        this.threadCount = threadCount;
        this.threads = threadCount == 1
                ? null
                : Executors.newFixedThreadPool(threadCount - 1, task -> {
                    Thread thread = new Thread(task, "wordtide-worker");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Workers for the whole process, one for each processor that the JVM sees; must not be closed. */
    public static Workers shared() {
        return Shared.WORKERS;
    }

    /** Started when first used. */
    private static final class Shared {
        static final Workers WORKERS = of(Runtime.getRuntime().availableProcessors());
    }

    /** Workers on their own threads and on the calling one. */
    public static Workers of(int threadCount) {
        if (threadCount < 1) {
            throw new IllegalArgumentException("expected at least 1 thread, found " + threadCount);
        }
        return new Workers(threadCount);
    }

    /**
     * Runs the parts 0 to {@code partCount} - 1, in any order, and returns when all are done.
     *
     * @throws RuntimeException that of the failed part with the lowest number; all others have ended by then
     */
    public void forEach(int partCount, IntConsumer part) {
        int helperCount = Math.min(threadCount, partCount) - 1;
        if (threads == null || helperCount < 1) {
            for (int i = 0; i < partCount; i++) {
                part.accept(i);
            }
            return;
        }
        Job job = new Job(partCount, part);
        for (int i = 0; i < helperCount; i++) {
            threads.execute(job);
        }
        // on a busy machine all parts may be done before a helper starts
        job.run();
        job.await();
    }

    /** Parts that idle threads take, one after the other. */
    private static final class Job implements Runnable {

        private final int partCount;
        private final IntConsumer part;
        private final AtomicInteger next = new AtomicInteger();
        private final CountDownLatch open;
        private final SortedMap<Integer, Throwable> failures = new ConcurrentSkipListMap<>();

        Job(int partCount, IntConsumer part) {
            this.partCount = partCount;
            this.part = part;
            this.open = new CountDownLatch(partCount);
        }

        @Override
        public void run() {
            for (int i = next.getAndIncrement(); i < partCount; i = next.getAndIncrement()) {
                try {
                    part.accept(i);
                } catch (RuntimeException | Error e) {
                    failures.put(i, e);
                } finally {
                    open.countDown();
                }
            }
        }

        void await() {
            boolean interrupted = false;
            while (open.getCount() > 0) {
                try {
                    open.await();
                } catch (InterruptedException e) {
                    // running parts still write to arrays that the caller would continue to use
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            if (!failures.isEmpty()) {
                throw failures.get(failures.firstKey()) instanceof RuntimeException exception
                        ? exception
                        : new IllegalStateException(
                                "expected every part of a computation to complete, found an error in one",
                                failures.get(failures.firstKey()));
            }
        }
    }

    /** What to do with the elements, rows or columns from {@code start} up to but not including {@code end}. */
    public interface Range {
        void accept(int start, int end);
    }

    /** Runs the parts of at most {@code partLength} into which {@code length} is split. */
    public void forEachBlock(int length, int partLength, Range part) {
        int partCount = (length + partLength - 1) / partLength;
        forEach(partCount, i -> part.accept(i * partLength, Math.min(length, (i + 1) * partLength)));
    }

    /** An elementwise pass over {@code length} elements. */
    public void forEachRange(int length, Range range) {
        forEachBlock(length, RANGE_LENGTH, range);
    }

    /** Ends the threads, once idle. */
    @Override
    public void close() {
        if (threads != null) {
            threads.shutdown();
        }
    }
}
