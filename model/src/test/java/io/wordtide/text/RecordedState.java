package io.wordtide.text;

import io.wordtide.snapshot.SnapshotException;
import io.wordtide.snapshot.StateVisitor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** A state in memory: what a walk over an object's state showed, kept for restoring into another object. */
public final class RecordedState {

    private record Entry(String name, Object value) {}

    private final List<Entry> entries = new ArrayList<>();

    private RecordedState() {}

    /** Saves what the walk shows. */
    public static RecordedState of(Consumer<StateVisitor> walk) {
        RecordedState state = new RecordedState();
        walk.accept(state.new Saving());
        return state;
    }

    /** Restores into what the walk shows; fails if it does not show everything. */
    public void restoreInto(Consumer<StateVisitor> walk) {
        Restoring visitor = new Restoring();
        walk.accept(visitor);
        if (visitor.remaining.hasNext()) {
            throw new SnapshotException("expected the walk to end with the state, found entries left over");
        }
    }

    private final class Saving implements StateVisitor {

        private <T> T save(String name, T copy, T value) {
            entries.add(new Entry(name, copy));
            return value;
        }

        @Override
        public void floats(String name, float[] values) {
            save(name, values.clone(), values);
        }

        @Override
        public void doubles(String name, double[] values) {
            save(name, values.clone(), values);
        }

        @Override
        public int[] ints(String name, int[] values) {
            return save(name, values.clone(), values);
        }

        @Override
        public float[] floatsOfAnyLength(String name, float[] values) {
            return save(name, values.clone(), values);
        }

        @Override
        public long number(String name, long value) {
            return save(name, value, value);
        }

        @Override
        public List<String> strings(String name, List<String> values) {
            return save(name, List.copyOf(values), values);
        }
    }

    private final class Restoring implements StateVisitor {

        private final Iterator<Entry> remaining = entries.iterator();

        private <T> T next(String name, Class<T> kind) {
            Entry entry = remaining.next();
            if (!entry.name.equals(name) || !kind.isInstance(entry.value)) {
                throw new SnapshotException(
                        "expected " + name + " of " + kind + ", found " + entry.name + " of " + entry.value.getClass());
            }
            return kind.cast(entry.value);
        }

        private static void copyInPlace(String name, Object stored, int storedLength, Object target, int length) {
            if (storedLength != length) {
                throw new SnapshotException("expected " + length + " values of " + name + ", found " + storedLength);
            }
            System.arraycopy(stored, 0, target, 0, length);
        }

        @Override
        public void floats(String name, float[] values) {
            float[] stored = next(name, float[].class);
            copyInPlace(name, stored, stored.length, values, values.length);
        }

        @Override
        public void doubles(String name, double[] values) {
            double[] stored = next(name, double[].class);
            copyInPlace(name, stored, stored.length, values, values.length);
        }

        @Override
        public int[] ints(String name, int[] values) {
            return next(name, int[].class).clone();
        }

        @Override
        public float[] floatsOfAnyLength(String name, float[] values) {
            return next(name, float[].class).clone();
        }

        @Override
        public long number(String name, long value) {
            return next(name, Long.class);
        }

        @Override
        @SuppressWarnings("unchecked") // only strings() saves lists
        public List<String> strings(String name, List<String> values) {
            return next(name, List.class);
        }
    }
}
