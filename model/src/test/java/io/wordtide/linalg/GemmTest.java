package io.wordtide.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The products against three plain loops in double. Shapes: C is [m, n], the dimension summed over is k. */
class GemmTest {

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "2, 3, 4", "5, 1, 7", "1, 6, 1", "1, 52, 1001", "50, 33, 501"})
    void shouldEqualThePlainLoopsWhateverTheShape(int m, int k, int n) {
        // Given
        Random random = new Random(m + 10L * k + 100L * n);
        Matrix a = uniform(m, k, random);
        Matrix b = uniform(k, n, random);
        Matrix start = uniform(m, n, random);
        double[] product = product(a, b);

        // When
        Matrix multiplied = start.copy();
        Gemm.multiply(a, b, multiplied);
        Matrix added = start.copy();
        Gemm.multiplyAdd(a, b, added);
        Matrix ofTransposedRight = start.copy();
        Gemm.multiplyTransposed(a, transposed(b), ofTransposedRight);
        Matrix ofTransposedLeft = start.copy();
        Gemm.transposedMultiplyAdd(transposed(a), b, ofTransposedLeft);

        // Then
        assertClose("A B", multiplied, product);
        assertClose("A B with B given as its transpose", ofTransposedRight, product);
        double[] sum = plus(product, start);
        assertClose("C + A B", added, sum);
        assertClose("C + A B with A given as its transpose", ofTransposedLeft, sum);
    }

    @Test
    void shouldNotSeeWhatALargerProductLeftInScratch() {
        // Given
        Random random = new Random(7);
        Gemm.multiplyAdd(uniform(40, 30, random), uniform(30, 20, random), uniform(40, 20, random));
        Matrix a = new Matrix(1, 2, new float[] {1, 2});
        Matrix b = new Matrix(2, 2, new float[] {3, 4, 5, 6});
        Matrix c = Matrix.zeros(1, 2);

        // When
        Gemm.multiply(a, b, c);

        // Then: 1 * 3 + 2 * 5 and 1 * 4 + 2 * 6
        assertThat(c.values()).containsExactly(13, 16);
    }

    @Test
    void shouldLeaveAloneWhatAnArrayHoldsBehindItsMatrix() {
        // Given
        Matrix a = new Matrix(1, 1, new float[] {2, 99});
        Matrix b = new Matrix(1, 1, new float[] {3, 99});
        Matrix c = new Matrix(1, 1, new float[] {0, 77});

        // When
        Gemm.multiply(a, b, c);

        // Then
        assertThat(c.values()).containsExactly(6, 77);
    }

    @Test
    void shouldGiveTheSameBitsEachTime() {
        // Given
        Random random = new Random(11);
        Matrix a = uniform(50, 60, random);
        Matrix b = uniform(60, 70, random);
        Matrix first = Matrix.zeros(50, 70);
        Matrix second = Matrix.zeros(50, 70);

        // When
        Gemm.multiply(a, b, first);
        Gemm.multiply(a, b, second);

        // Then
        assertThat(second.values()).containsExactly(first.values());
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "2, 3, 4", "5, 1, 7", "1, 52, 1001", "50, 33, 501"})
    void shouldEqualThePlainLoopsOutsideTheHeap(int m, int k, int n) {
        // Given: a result that must not be read where beta is 0
        Random random = new Random(m + 10L * k + 100L * n);
        Matrix a = uniform(m, k, random);
        Matrix b = uniform(k, n, random);
        Matrix start = uniform(m, n, random);
        Matrix notANumber = Matrix.zeros(m, n);
        Arrays.fill(notANumber.values(), Float.NaN);
        double[] product = product(a, b);

        // When
        OffHeapMatrix multiplied = offHeap(notANumber);
        Gemm.multiply(offHeap(a), offHeap(b), multiplied, 0);
        OffHeapMatrix added = offHeap(start);
        Gemm.multiply(offHeap(a), offHeap(b), added, 1);
        OffHeapMatrix ofTransposedRight = offHeap(notANumber);
        Gemm.multiplyTransposed(offHeap(a), offHeap(transposed(b)), ofTransposedRight);
        OffHeapMatrix ofTransposedLeft = offHeap(notANumber);
        Gemm.transposedMultiply(offHeap(transposed(a)), offHeap(b), ofTransposedLeft, 0);
        OffHeapMatrix addedOfTransposedLeft = offHeap(start);
        Gemm.transposedMultiply(offHeap(transposed(a)), offHeap(b), addedOfTransposedLeft, 1);

        // Then
        assertClose("A B", onHeap(multiplied), product);
        assertClose("A B with B given as its transpose", onHeap(ofTransposedRight), product);
        assertClose("A B with A given as its transpose", onHeap(ofTransposedLeft), product);
        double[] sum = plus(product, start);
        assertClose("C + A B", onHeap(added), sum);
        assertClose("C + A B with A given as its transpose", onHeap(addedOfTransposedLeft), sum);
    }

    private static OffHeapMatrix offHeap(Matrix matrix) {
        OffHeapMatrix copy = new OffHeapMatrix();
        copy.copyFrom(matrix);
        return copy;
    }

    private static Matrix onHeap(OffHeapMatrix matrix) {
        Matrix copy = Matrix.zeros(matrix.rows(), matrix.columns());
        matrix.read(copy.values());
        return copy;
    }

    /** Each thread has its own scratch memory, so that products do not interfere. */
    @Test
    void shouldGiveTheSameBitsOnAnyThread() {
        // Given
        Random random = new Random(11);
        Matrix a = uniform(50, 60, random);
        Matrix b = uniform(60, 70, random);
        Matrix expected = Matrix.zeros(50, 70);
        Gemm.multiply(a, b, expected);
        Matrix[] products = new Matrix[60];

        // When: beside products of other shapes
        try (Workers workers = Workers.of(3)) {
            workers.forEach(products.length, i -> {
                int rows = 1 + i % 3 * 20;
                Gemm.multiply(a.rows(0, rows), b, Matrix.zeros(rows, 70));
                products[i] = Matrix.zeros(50, 70);
                Gemm.multiply(a, b, products[i]);
            });
        }

        // Then
        for (Matrix product : products) {
            assertThat(product.values()).containsExactly(expected.values());
        }
    }

    @Test
    void shouldNameAllShapesWhenTheyDoNotFit() {
        // Given
        Matrix a = Matrix.zeros(2, 3);
        Matrix b = Matrix.zeros(4, 5);
        Matrix c = Matrix.zeros(2, 5);

        // Then: in the order of the product, whichever factor is given as its transpose
        assertThatThrownBy(() -> Gemm.multiply(a, b, c)).hasMessageContaining("found [2, 3] x [4, 5] to [2, 5]");
        assertThatThrownBy(() -> Gemm.multiplyAdd(a, b, c)).hasMessageContaining("found [2, 3] x [4, 5] to [2, 5]");
        assertThatThrownBy(() -> Gemm.multiplyTransposed(a, b, c))
                .hasMessageContaining("found [2, 3] x [5, 4] to [2, 5]");
        assertThatThrownBy(() -> Gemm.transposedMultiplyAdd(a, b, c))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected shapes [m, k] x [k, n] to [m, n], found [3, 2] x [4, 5] to [2, 5]");
        assertThatThrownBy(() -> Gemm.multiply(a, Matrix.zeros(3, 4), c))
                .as("for a result of another shape")
                .hasMessageContaining("found [2, 3] x [3, 4] to [2, 5]");
    }

    private static Matrix uniform(int rows, int columns, Random random) {
        Matrix matrix = Matrix.zeros(rows, columns);
        for (int i = 0; i < matrix.size(); i++) {
            matrix.values()[i] = random.nextFloat(-1, 1);
        }
        return matrix;
    }

    private static Matrix transposed(Matrix matrix) {
        Matrix result = Matrix.zeros(matrix.columns(), matrix.rows());
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.columns(); j++) {
                result.values()[j * matrix.rows() + i] = matrix.get(i, j);
            }
        }
        return result;
    }

    private static double[] product(Matrix a, Matrix b) {
        double[] product = new double[a.rows() * b.columns()];
        for (int i = 0; i < a.rows(); i++) {
            for (int j = 0; j < b.columns(); j++) {
                for (int l = 0; l < a.columns(); l++) {
                    product[i * b.columns() + j] += (double) a.get(i, l) * b.get(l, j);
                }
            }
        }
        return product;
    }

    private static double[] plus(double[] values, Matrix matrix) {
        double[] sum = values.clone();
        Arrays.setAll(sum, i -> values[i] + matrix.values()[i]);
        return sum;
    }

    /**
     * Factors are below 1 and k is at most 33, so 33 roundings of numbers below 33 by 2^-24 of them: less than 7e-5.
     */
    private static void assertClose(String what, Matrix actual, double[] expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual.values()[i])
                    .as("%s, element %d", what, i)
                    .isCloseTo(expected[i], within(7e-5));
        }
    }
}
