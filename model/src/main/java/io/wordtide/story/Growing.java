package io.wordtide.story;

import java.util.Arrays;

/** Arrays that grow by half when they are full. */
final class Growing {

    private Growing() {}

    static int[] atLeast(int[] values, int length) {
        return values.length >= length ? values : Arrays.copyOf(values, Math.max(length, values.length * 3 / 2 + 1));
    }

    static long[] atLeast(long[] values, int length) {
        return values.length >= length ? values : Arrays.copyOf(values, Math.max(length, values.length * 3 / 2 + 1));
    }

    static double[] atLeast(double[] values, int length) {
        return values.length >= length ? values : Arrays.copyOf(values, Math.max(length, values.length * 3 / 2 + 1));
    }

    static <T> T[] atLeast(T[] values, int length) {
        return values.length >= length ? values : Arrays.copyOf(values, Math.max(length, values.length * 3 / 2 + 1));
    }
}
