package io.wordtide.linalg;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Scratch memory that computations borrow one after the other: a process holds as many of these objects as were ever in
 * use at the same time, however many models it has. One that is not given back is left to the garbage collector.
 *
 * <p>Thread-safe.
 */
public final class ScratchPool<T> {

    private final Supplier<T> create;
    private final Deque<T> idle = new ArrayDeque<>(); // the one used last is the last

    public ScratchPool(Supplier<T> create) {
        this.create = create;
    }

    /** The idle object used last, or a new one if none is idle. */
    public T borrow() {
        return borrow(scratch -> true);
    }

    /** An idle object that is preferred, or else the one used last, or a new one if none is idle. */
    public synchronized T borrow(Predicate<T> preferred) {
        for (Iterator<T> newestFirst = idle.descendingIterator(); newestFirst.hasNext(); ) {
            T scratch = newestFirst.next();
            if (preferred.test(scratch)) {
                newestFirst.remove();
                return scratch;
            }
        }
        return idle.isEmpty() ? create.get() : idle.removeLast();
    }

    /** Ends the use of a borrowed object; its user must not touch it again. */
    public synchronized void giveBack(T scratch) {
        idle.addLast(scratch);
    }
}
