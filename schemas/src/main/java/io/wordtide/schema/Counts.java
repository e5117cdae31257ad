package io.wordtide.schema;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * {@link WordCounts#getCounts} without an object for each number. A view of an array, which must not change any more.
 */
public final class Counts extends AbstractList<Integer> implements RandomAccess {

    private final int[] values;

    /** @param values not copied */
    public Counts(int[] values) {
        this.values = values;
    }

    /** The numbers of a list; not to be changed. */
    public static int[] values(List<Integer> counts) {
        return counts instanceof Counts own
                ? own.values
                : counts.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public Integer get(int index) {
        return values[index];
    }

    @Override
    public int size() {
        return values.length;
    }
}
