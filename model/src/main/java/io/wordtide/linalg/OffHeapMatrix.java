package io.wordtide.linalg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * A dense row-major matrix of floats outside the Java heap, where BLAS reads and writes without a copy.
 *
 * <p>The memory is a direct buffer's and is freed with this object. ND4J's own arrays would take half a second of
 * processor time to begin with. It keeps room for the largest shape it has had, so that an instance reused for one shape
 * allocates nothing, and grows in steps of half its room: the memory it had before waits for a collection of garbage.
 * Not thread-safe.
 */
public final class OffHeapMatrix {

    private static final int MOST_ELEMENTS = Integer.MAX_VALUE / Float.BYTES;

    private FloatBuffer elements = allocate(1);
    private FloatPointer pointer = new FloatPointer(elements);
    private int rows = 1;
    private int columns = 1;

    private static FloatBuffer allocate(int size) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(size, Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** Changes the shape; the content is lost. */
    public void reshape(int newRows, int newColumns) {
        int size = Math.multiplyExact(newRows, newColumns);
        if (size > elements.capacity()) {
            elements = allocate(Math.max(size, (int) Math.min(MOST_ELEMENTS, elements.capacity() * 3L / 2)));
            pointer = new FloatPointer(elements);
        }
        rows = newRows;
        columns = newColumns;
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /** Number of elements. */
    public int size() {
        return rows * columns;
    }

    /** Copies the shape and the values of a matrix on the heap. */
    public void copyFrom(Matrix matrix) {
        reshape(matrix.rows(), matrix.columns());
        write(matrix.values());
    }

    /** Overwrites all elements with the first ones of an array, row by row. */
    public void write(float[] source) {
        elements.put(0, source, 0, size());
    }

    /** Overwrites one row with the first elements of an array. */
    public void writeRow(int row, float[] source) {
        elements.put(row * columns, source, 0, columns);
    }

    /** Copies all elements to the front of an array, row by row. */
    public void read(float[] target) {
        elements.get(0, target, 0, size());
    }

    /** Adds to one element. */
    public void add(int row, int column, float addend) {
        int index = row * columns + column;
        elements.put(index, elements.get(index) + addend);
    }

    FloatPointer pointer() {
        return pointer;
    }
}
