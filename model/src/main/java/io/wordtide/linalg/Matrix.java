package io.wordtide.linalg;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A dense row-major matrix of floats over a Java array; the array is exposed because the inner loops work on it.
 *
 * @param rows number of rows
 * @param columns number of columns
 * @param values element (i, j) at {@code i * columns + j}; may be longer than {@code rows * columns}
 */
public record Matrix(int rows, int columns, float[] values) {

    public Matrix {
        if ((long) rows * columns > values.length) {
            throw new IllegalArgumentException(
                    "expected room for " + rows + " x " + columns + " values, found " + values.length);
        }
    }

    /** A matrix of zeros. */
    public static Matrix zeros(int rows, int columns) {
        return new Matrix(rows, columns, new float[Math.multiplyExact(rows, columns)]);
    }

    /** A square matrix with ones on its diagonal and zeros elsewhere. */
    public static Matrix identity(int size) {
        Matrix matrix = zeros(size, size);
        for (int i = 0; i < size; i++) {
            matrix.values[matrix.rowStart(i) + i] = 1;
        }
        return matrix;
    }

    /**
     * A matrix of copied rows.
     *
     * @param columns length of each row
     */
    public static Matrix ofRows(List<float[]> rows, int columns) {
        Matrix matrix = zeros(rows.size(), columns);
        for (int row = 0; row < rows.size(); row++) {
            System.arraycopy(rows.get(row), 0, matrix.values, matrix.rowStart(row), columns);
        }
        return matrix;
    }

    /**
     * The values as an ND4J array, [rows, columns], in c order: a copy outside the heap, which the caller must free.
     */
    public INDArray toINDArray() {
        return size() == 0
                ? Nd4j.create(DataType.FLOAT, rows, columns)
                : Nd4j.create(Arrays.copyOf(values, size()), new long[] {rows, columns}, 'c');
    }

    /** Position of the first element of a row in {@link #values}. */
    public int rowStart(int row) {
        return row * columns;
    }

    public int size() {
        return rows * columns;
    }

    public float get(int row, int column) {
        return values[row * columns + column];
    }

    public float[] row(int row) {
        return Arrays.copyOfRange(values, rowStart(row), rowStart(row + 1));
    }

    /** A copy of {@code count} rows from {@code first}. */
    public Matrix rows(int first, int count) {
        return new Matrix(count, columns, Arrays.copyOfRange(values, rowStart(first), rowStart(first + count)));
    }

    /** Overwrites the rows from {@code first} with those of another matrix. */
    public void setRows(int first, Matrix source) {
        System.arraycopy(source.values, 0, values, rowStart(first), source.size());
    }

    /** Sum of the products of a row's elements with those of the same row of a matrix of the same shape. */
    public double dotOfRow(Matrix other, int row) {
        double sum = 0;
        for (int i = rowStart(row); i < rowStart(row + 1); i++) {
            sum += values[i] * other.values[i];
        }
        return sum;
    }

    /** Adds the first elements of an array to those of this matrix, row by row. */
    public void add(float[] addends) {
        for (int i = 0; i < rows * columns; i++) {
            values[i] += addends[i];
        }
    }

    /** Overwrites the elements with others in the same order, rounded. */
    public void set(double[] elements) {
        for (int i = 0; i < size(); i++) {
            values[i] = (float) elements[i];
        }
    }

    /** A matrix with another number of rows, whose content is undefined; uses the same array if it is long enough. */
    public Matrix reshaped(int newRows) {
        int newSize = Math.multiplyExact(newRows, columns);
        return new Matrix(newRows, columns, newSize <= values.length ? values : new float[newSize]);
    }

    public Matrix copy() {
        return new Matrix(rows, columns, Arrays.copyOf(values, size()));
    }

    /** Sets every row to {@code rowValues}, which has {@link #columns} elements. */
    public void fillRows(float[] rowValues) {
        for (int row = 0; row < rows; row++) {
            System.arraycopy(rowValues, 0, values, rowStart(row), columns);
        }
    }

    /** sums[j] += sum_i of element (i, j). */
    public void addColumnSumsTo(float[] sums) {
        for (int row = 0; row < rows; row++) {
            int start = rowStart(row);
            for (int column = 0; column < columns; column++) {
                sums[column] += values[start + column];
            }
        }
    }

    /** Mean over the rows of each column. */
    public float[] columnMeans() {
        float[] means = new float[columns];
        addColumnSumsTo(means);
        for (int column = 0; column < columns; column++) {
            means[column] /= rows;
        }
        return means;
    }

    /** Subtracts {@code rowValues} from every row. */
    public void subtractFromRows(float[] rowValues) {
        for (int row = 0; row < rows; row++) {
            int start = rowStart(row);
            for (int column = 0; column < columns; column++) {
                values[start + column] -= rowValues[column];
            }
        }
    }
}
