package io.wordtide.server.lifecycle;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Closes what has been opened, the last first. For a start that opens several things, any of which may fail:
 *
 * <pre>{@code
 * try (Closer closer = new Closer()) {
 *     Reader reader = closer.register(new Reader());
 *     Writer writer = closer.register(new Writer());
 *     return new Session(reader, writer, closer.keep());
 * }
 * }</pre>
 *
 * <p>If the writer cannot be opened, the reader is closed, the writer's error is thrown, and errors of closing are
 * suppressed in it. {@link #keep} hands what is open to the session. Not thread-safe.
 */
public final class Closer implements AutoCloseable {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /** Closes this, too, before what was registered earlier. */
    public <T extends AutoCloseable> T register(T opened) {
        open.push(opened);
        return opened;
    }

    /** Hands over everything that is registered: this closer has nothing left to close. */
    public Closer keep() {
        Closer owner = new Closer();
        owner.open.addAll(open);
        open.clear();
        return owner;
    }

    /**
     * Closes everything even if some of it cannot be closed; later calls do nothing.
     *
     * @throws RuntimeException the first error of closing; others are suppressed in it
     */
    @Override
    public void close() {
        RuntimeException first = null;
        while (!open.isEmpty()) {
            AutoCloseable last = open.pop();
            try {
                last.close();
            } catch (Exception e) {
                RuntimeException error = unchecked(e);
                if (first == null) {
                    first = error;
                } else {
                    first.addSuppressed(error);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private static RuntimeException unchecked(Exception e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return e instanceof RuntimeException unchecked
                ? unchecked
                : new IllegalStateException("expected to close what was opened: " + e.getMessage(), e);
    }
}
