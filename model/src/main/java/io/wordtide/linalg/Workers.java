package io.wordtide.linalg;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of threads over which the independent parts of a computation are shared out.
 *
 * <p>Which thread takes which part is left to chance; the parts themselves must depend on the size of the work only and
 * never on the number of threads, so that results do not either. Thread-safe; parts must not ask for workers
 * themselves.
 */
public final class Workers implements AutoCloseable {

    /** Elements of a part in an elementwise pass: long enough to be worth a thread's attention. */
    private static final int RANGE_LENGTH = 1 << 15;

    private final @Nullable ExecutorService threads;

    private Workers(@Nullable ExecutorService threads) {
        this.threads = threads;
    }

    /** Workers for the whole process, one to a processor that the JVM sees; never to be closed. */
    public static Workers shared() {
        return Shared.WORKERS;
    }

    /** Started when first used. */
    private static final class Shared {
        static final Workers WORKERS = of(Runtime.getRuntime().availableProcessors());
    }

    /** Workers on threads of their own, or the calling thread itself if one is enough. */
    public static Workers of(int threadCount) {
        if (threadCount < 1) {
            throw new IllegalArgumentException("expected at least 1 thread, found " + threadCount);
        }
        return threadCount == 1
                ? new Workers(null)
                : new Workers(Executors.newFixedThreadPool(threadCount, task -> {
                    Thread thread = new Thread(task, "wordtide-worker");
                    thread.setDaemon(true);
                    return thread;
                }));
    }

    /**
     * Does the parts 0 to {@code partCount} - 1, in any order, and returns when all are done.
     *
     * @throws RuntimeException whatever the first part that failed threw
     */
    public void forEach(int partCount, IntConsumer part) {
        if (threads == null || partCount <= 1) {
            for (int i = 0; i < partCount; i++) {
                part.accept(i);
            }
            return;
        }
        List<Callable<@Nullable Void>> tasks = new ArrayList<>(partCount);
        for (int i = 0; i < partCount; i++) {
            int index = i;
            tasks.add(() -> {
                part.accept(index);
                return null;
            });
        }
        await(threads, tasks);
    }

    /** What to do with the elements, rows or columns from {@code start} up to but not including {@code end}. */
    public interface Range {
        void accept(int start, int end);
    }

    /** Does the parts of at most {@code partLength} that {@code length} falls into. */
    public void forEachBlock(int length, int partLength, Range part) {
        int partCount = (length + partLength - 1) / partLength;
        forEach(partCount, i -> part.accept(i * partLength, Math.min(length, (i + 1) * partLength)));
    }

    /** An elementwise pass over {@code length} elements. */
    public void forEachRange(int length, Range range) {
        forEachBlock(length, RANGE_LENGTH, range);
    }

    private static void await(ExecutorService threads, List<Callable<@Nullable Void>> tasks) {
        try {
            for (Future<@Nullable Void> done : threads.invokeAll(tasks)) {
                done.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("expected the parts of a computation to end, found an error", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("expected the parts of a computation to end, found an interrupt", e);
        }
    }

    /** Ends the threads, once idle. */
    @Override
    public void close() {
        if (threads != null) {
            threads.shutdown();
        }
    }
}
