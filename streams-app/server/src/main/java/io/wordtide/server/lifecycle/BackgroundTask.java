package io.wordtide.server.lifecycle;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Throwables;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A part of a start that runs on a thread of its own while its starter does other parts. Thread-safe.
 *
 * @param <T> what it results in
 */
public final class BackgroundTask<T> {

    private final FutureTask<T> result;

    private BackgroundTask(FutureTask<T> result) {
        this.result = result;
    }

    /**
     * Begins.
     *
     * @param name name of the thread, a daemon
     */
    public static <T> BackgroundTask<T> start(String name, Callable<T> task) {
        FutureTask<T> result = new FutureTask<>(task);
        Thread thread = new Thread(result, name);
        thread.setDaemon(true);
        thread.start();
        return new BackgroundTask<>(result);
    }

    /**
     * Waits for the result.
     *
     * @throws RuntimeException what the task threw; a checked exception is its cause
     * @throws IllegalStateException if this thread is interrupted first
     */
    public T await() {
        try {
            return result.get();
        } catch (ExecutionException e) {
            Throwable cause = requireNonNull(e.getCause());
            Throwables.throwIfUnchecked(cause);
            throw new IllegalStateException(cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a part of the start was running", e);
        }
    }
}
