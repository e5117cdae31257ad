package io.wordtide.nn;

import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.snapshot.StateVisitor;
import java.util.Arrays;

/**
 * A learned array with its accumulated gradient.
 *
 * <p>Not thread-safe.
 */
public final class Parameter {

    private final String name;
    private final Matrix value;
    private final Matrix gradient;

    /** Zeros of a shape; the name is the key in snapshots. */
    public Parameter(String name, int rows, int columns) {
        this(name, Matrix.zeros(rows, columns), Matrix.zeros(rows, columns));
    }

    private Parameter(String name, Matrix value, Matrix gradient) {
        this.name = name;
        this.value = value;
        this.gradient = gradient;
    }

    /** A copy that cannot be trained: it has no gradient. */
    public Parameter frozen() {
        return new Parameter(name, value.copy(), Matrix.zeros(0, 0));
    }

    /** Uniform initial values in [-bound, bound). */
    public Parameter initialize(SeededNoise noise, double bound) {
        noise.fillUniform(value.values(), bound);
        return this;
    }

    /** Uniform values in [-bound, bound) in one row, as if it were new. */
    public void initializeRow(int row, SeededNoise noise, double bound) {
        float[] fresh = new float[value.columns()];
        noise.fillUniform(fresh, bound);
        System.arraycopy(fresh, 0, value.values(), value.rowStart(row), fresh.length);
    }

    public String name() {
        return name;
    }

    public Matrix value() {
        return value;
    }

    /** dELBO/dvalue summed over a mini-batch; backward passes add to it, {@link Adam} uses it and sets it to zero. */
    public Matrix gradient() {
        return gradient;
    }

    /** Discards a gradient that must not be used. */
    public void clearGradient() {
        Arrays.fill(gradient.values(), 0);
    }

    /** Memory it holds, bytes. */
    public long memoryBytes() {
        return (value.values().length + (long) gradient.values().length) * Float.BYTES;
    }

    public void visitState(StateVisitor visitor) {
        visitor.floats(name, value.values());
    }
}
