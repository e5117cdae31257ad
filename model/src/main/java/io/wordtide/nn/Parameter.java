package io.wordtide.nn;

import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.snapshot.StateVisitor;
import org.jspecify.annotations.Nullable;

/**
 * A learned array with its accumulated gradient.
 *
 * <p>Not thread-safe.
 */
public final class Parameter {

    private final String name;
    private final Matrix value;
    private @Nullable Matrix gradient; // null: zeros

    /** Zeros of a shape; the name is the key in snapshots. */
    public Parameter(String name, int rows, int columns) {
        this(name, Matrix.zeros(rows, columns));
    }

    private Parameter(String name, Matrix value) {
        this.name = name;
        this.value = value;
    }

    /** A copy that must not be trained. */
    public Parameter frozen() {
        return new Parameter(name, value.copy());
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

    /**
     * dELBO/dvalue summed over a mini-batch; backward passes add to it, {@link Adam} uses it and sets it to zero. Its
     * memory is the parameter's own and is allocated by the first call, unless {@link GradientScratch} has lent it.
     */
    public Matrix gradient() {
        Matrix present = gradient;
        if (present == null) {
            present = Matrix.zeros(value.rows(), value.columns());
            gradient = present;
        }
        return present;
    }

    /** Accumulates the gradient in an array of zeros, which may be longer. */
    void useGradient(float[] zeros) {
        gradient = new Matrix(value.rows(), value.columns(), zeros);
    }

    /** Discards the gradient and its memory. */
    public void clearGradient() {
        gradient = null;
    }

    /** Memory it holds, bytes. */
    public long memoryBytes() {
        return (value.values().length + (gradient == null ? 0L : gradient.values().length)) * Float.BYTES;
    }

    public void visitState(StateVisitor visitor) {
        visitor.floats(name, value.values());
    }
}
