package io.wordtide.learn;

import io.wordtide.snapshot.StateVisitor;

/**
 * A quick 64-bit digest of numbers, to detect that two learners differ; no protection against anybody who wants it not to
 * be. Not thread-safe.
 */
final class StateDigest implements StateVisitor {

    private static final long FACTOR = 0x9e3779b97f4a7c15L; // odd: no bit of an input is lost

    private long value;

    StateDigest(long version, long documentCount) {
        add(version);
        add(documentCount);
    }

    long value() {
        return value;
    }

    @Override
    public void floats(String name, float[] values) {
        for (float number : values) {
            add(Float.floatToRawIntBits(number));
        }
    }

    @Override
    public void doubles(String name, double[] values) {
        for (double number : values) {
            add(Double.doubleToRawLongBits(number));
        }
    }

    private void add(long bits) {
        long mixed = (value ^ bits) * FACTOR;
        value = mixed ^ (mixed >>> 29);
    }
}
