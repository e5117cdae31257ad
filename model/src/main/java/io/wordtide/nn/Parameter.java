package io.wordtide.nn;

import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.snapshot.StateVisitor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A learned array with its accumulated gradient.
 *
 * <p>Not thread-safe.
 */
public final class Parameter {

    private final String name;
    private Matrix value;
    private @Nullable Matrix gradient; // null: zeros
    private @Nullable SeededNoise initialNoise; // null: initial values are zeros
    private double initialBound;
    private int initialColumns; // those of initialNoise, from the first; zeros follow

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
        return initialize(noise, bound, value.columns());
    }

    /**
     * Uniform initial values in [-bound, bound) in the first columns, the same as if there were no others, and zeros in
     * the others.
     */
    public Parameter initialize(SeededNoise noise, double bound, int columns) {
        initialNoise = noise;
        initialBound = bound;
        initialColumns = columns;
        fillInitial(noise, 0);
        return this;
    }

    private void fillInitial(SeededNoise noise, int firstRow) {
        float[] initial = new float[Math.multiplyExact(value.rows(), initialColumns)];
        noise.fillUniform(initial, firstRow * initialColumns, initialBound);
        for (int row = firstRow; row < value.rows(); row++) {
            System.arraycopy(initial, row * initialColumns, value.values(), value.rowStart(row), initialColumns);
        }
    }

    /**
     * Adds rows, or columns to a single row, with the initial values that they would have had from the start.
     *
     * @param rows at least as many as now
     * @param columns as many as now, if there is more than one row
     */
    public void growTo(int rows, int columns) {
        int oldRows = value.rows();
        value = new Matrix(rows, columns, Arrays.copyOf(value.values(), Math.multiplyExact(rows, columns)));
        if (initialNoise != null) {
            fillInitial(initialNoise, oldRows);
        }
        clearGradient();
    }

    /** Uniform values in [-bound, bound) in one row, as if it were new; zeros where it begins with zeros. */
    public void initializeRow(int row, SeededNoise noise, double bound) {
        float[] fresh = new float[initialColumns];
        noise.fillUniform(fresh, bound);
        Arrays.fill(value.values(), value.rowStart(row), value.rowStart(row + 1), 0);
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
