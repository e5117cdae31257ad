package io.wordtide.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.Test;

class OffHeapMatrixTest {

    private final OffHeapMatrix matrix = new OffHeapMatrix();

    @Test
    void shouldGiveBackWhatWasWritten() {
        // Given
        matrix.reshape(2, 3);
        float[] read = new float[6];

        // When
        matrix.write(new float[] {1, 2, 3, 4, 5, 6});
        matrix.read(read);

        // Then
        assertThat(read).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(matrix.rows()).isEqualTo(2);
        assertThat(matrix.columns()).isEqualTo(3);
        assertThat(matrix.size()).isEqualTo(6);
    }

    @Test
    void shouldTakeShapeAndNumbersOfAMatrixButNotWhatItsArrayHoldsBehind() {
        // Given
        float[] read = {7, 7, 7, 7};

        // When
        matrix.copyFrom(new Matrix(1, 3, new float[] {1, 2, 3, 99}));
        matrix.read(read);

        // Then
        assertThat(matrix.rows()).isEqualTo(1);
        assertThat(matrix.columns()).isEqualTo(3);
        assertThat(read).containsExactly(1, 2, 3, 7);
    }

    @Test
    void shouldHoldEachShapeItIsGivenSmallerOrLarger() {
        for (int size : new int[] {1, 1_000, 10, 100_000, 0, 5}) {
            // Given
            Matrix numbers = Matrix.zeros(size, 2);
            for (int i = 0; i < numbers.size(); i++) {
                numbers.values()[i] = i;
            }

            // When
            matrix.copyFrom(numbers);
            float[] read = new float[2 * size];
            matrix.read(read);

            // Then
            assertThat(read).as("%d rows", size).isEqualTo(numbers.values());
        }
    }

    /** From 1 element to 10,000: log(10,000) / log(1.5) = 22.7 steps, and a few while half of the room is below 1. */
    @Test
    void shouldTakeNewMemoryOnlyNowAndThenWhileItGrows() {
        // Given
        Set<FloatPointer> pointers = Collections.newSetFromMap(new IdentityHashMap<>());

        // When
        for (int rows = 1; rows <= 10_000; rows++) {
            matrix.reshape(rows, 1);
            pointers.add(matrix.pointer());
        }

        // Then
        assertThat(pointers).hasSizeBetween(2, 27);
        assertThat(matrix.size()).isEqualTo(10_000);
    }
}
