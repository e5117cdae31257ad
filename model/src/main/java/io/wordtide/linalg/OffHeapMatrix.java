package io.wordtide.linalg;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A dense row-major matrix of floats outside the Java heap, where BLAS reads and writes without a copy.
 *
 * <p>The memory is ND4J's and is freed with this object. It grows to the largest shape it has had, so that an instance
 * reused for one shape allocates nothing. Not thread-safe.
 */
public final class OffHeapMatrix {

    private INDArray buffer = Nd4j.createUninitialized(DataType.FLOAT, 1);
    private FloatPointer pointer = pointerTo(buffer);
    private FloatBuffer elements = pointer.asBuffer(); // single ones, without a call into native code
    private int rows = 1;
    private int columns = 1;

    /** Changes the shape; the content is lost. */
    public void reshape(int newRows, int newColumns) {
        long size = (long) newRows * newColumns;
        if (size > buffer.length()) {
            buffer.close();
            buffer = Nd4j.createUninitialized(DataType.FLOAT, size);
            pointer = pointerTo(buffer);
            elements = pointer.asBuffer();
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
        pointer.put(source, 0, size());
    }

    /** Overwrites one row with the first elements of an array. */
    public void writeRow(int row, float[] source) {
        elements.put(row * columns, source, 0, columns);
    }

    /** Copies all elements to the front of an array, row by row. */
    public void read(float[] target) {
        pointer.get(target, 0, size());
    }

    /** Adds to one element. */
    public void add(int row, int column, float addend) {
        int index = row * columns + column;
        elements.put(index, elements.get(index) + addend);
    }

    FloatPointer pointer() {
        return pointer;
    }

    private static FloatPointer pointerTo(INDArray array) {
        return (FloatPointer) array.data().pointer();
    }
}
