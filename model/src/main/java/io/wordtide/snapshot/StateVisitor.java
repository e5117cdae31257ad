package io.wordtide.snapshot;

import java.util.List;

/**
 * Walks over everything a stateful object has to remember, by name and in a fixed order. The same walk saves and
 * restores: a saving visitor reads what it is shown and returns it, a restoring visitor overwrites arrays in place and
 * returns the stored value, which the caller uses from then on:
 *
 * <pre>{@code
 * void visitState(StateVisitor visitor) {
 *     visitor.floats("weights", weights);              // length known by now: in place
 *     version = visitor.number("version", version);    // scalars and lists: by return value
 * }
 * }</pre>
 *
 * <p>Errors: a restoring visitor throws {@link SnapshotException} when the name, kind or length it finds is not the
 * expected one.
 */
public interface StateVisitor {

    /** An array whose length follows from the configuration and from what was visited before; restored in place. */
    void floats(String name, float[] values);

    /** An array whose length follows from the configuration and from what was visited before; restored in place. */
    void doubles(String name, double[] values);

    /** An array whose length is part of the state. Unless overridden, it stays as it is. */
    default int[] ints(String name, int[] values) {
        return values;
    }

    /** An array whose length is part of the state. Unless overridden, it is visited as one of known length. */
    default float[] floatsOfAnyLength(String name, float[] values) {
        floats(name, values);
        return values;
    }

    /** Unless overridden, it stays as it is. */
    default long number(String name, long value) {
        return value;
    }

    /** Strings without null. Unless overridden, they stay as they are. */
    default List<String> strings(String name, List<String> values) {
        return values;
    }
}
