package io.wordtide.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a command in order when the process is asked to end (Ctrl-C, SIGTERM): runs the actions that stop the command,
 * then keeps the process alive until the command has closed everything.
 *
 * <p>Open it first and close it last: {@code try (StopSignal stop = new StopSignal(); ...)}. Thread-safe.
 */
public final class StopSignal implements AutoCloseable {

    /** Closing an application, a broker and a registry takes seconds; beyond this, something hangs. */
    private static final long PATIENCE_SECONDS = 60;

    private final List<Runnable> actions = new ArrayList<>();
    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stopAndWait, "wordtide-stop");

    /** Listens from now on. */
    public StopSignal() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Adds an action that stops the command; it runs on another thread, or at once if a stop was already requested. */
    public synchronized void onStop(Runnable action) {
        if (isRequested()) {
            action.run();
        } else {
            actions.add(action);
        }
    }

    /** Whether the process has been asked to end. */
    public boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** Waits until the process is asked to end. */
    public void await() throws InterruptedException {
        requested.await();
    }

    /** The command has closed everything: the process may end. */
    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is already ending
        }
    }

    private void stopAndWait() {
        request();
        try {
            ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void request() {
        requested.countDown();
        actions.forEach(Runnable::run);
    }
}
