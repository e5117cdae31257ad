package io.wordtide.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MatrixTest {

    @Test
    void shouldBeRowMajor() {
        // Given
        Matrix matrix = new Matrix(2, 3, new float[] {1, 2, 3, 4, 5, 6});

        // Then
        assertThat(matrix.get(1, 0)).isEqualTo(4);
        assertThat(matrix.row(1)).containsExactly(4, 5, 6);
        assertThat(matrix.rowStart(1)).isEqualTo(3);
    }

    @Test
    void shouldSumAndAverageColumns() {
        // Given
        Matrix matrix = new Matrix(2, 3, new float[] {1, 2, 3, 4, 5, 6});
        float[] sums = {10, 10, 10};

        // When
        matrix.addColumnSumsTo(sums);

        // Then
        assertThat(sums).containsExactly(15, 17, 19);
        assertThat(matrix.columnMeans()).containsExactly(2.5f, 3.5f, 4.5f);
    }

    @Test
    void shouldFillAndSubtractRows() {
        // Given
        Matrix matrix = Matrix.zeros(2, 2);

        // When
        matrix.fillRows(new float[] {3, 4});
        matrix.subtractFromRows(new float[] {1, 1});

        // Then
        assertThat(matrix.values()).containsExactly(2, 3, 2, 3);
    }

    @Test
    void shouldCopyAndOverwriteRows() {
        // Given
        Matrix matrix = new Matrix(3, 2, new float[] {1, 2, 3, 4, 5, 6});

        // When
        Matrix middle = matrix.rows(1, 1);
        Matrix lastTwo = matrix.rows(1, 2);
        matrix.setRows(0, lastTwo);

        // Then
        assertThat(middle.values()).containsExactly(3, 4);
        assertThat(lastTwo.rows()).isEqualTo(2);
        assertThat(lastTwo.values()).as("a copy").containsExactly(3, 4, 5, 6);
        assertThat(matrix.values()).containsExactly(3, 4, 5, 6, 5, 6);
    }

    /** Both arrays may be longer than the matrix. */
    @Test
    void shouldAddTheFirstElementsOfAnArray() {
        // Given
        Matrix matrix = new Matrix(2, 2, new float[] {1, 2, 3, 4, 99});

        // When
        matrix.add(new float[] {10, 20, 30, 40, 50});

        // Then
        assertThat(matrix.values()).containsExactly(11, 22, 33, 44, 99);
    }

    @Test
    void shouldRefuseAnArrayThatIsTooShort() {
        assertThatThrownBy(() -> new Matrix(2, 3, new float[5]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected room for 2 x 3 values, found 5");
    }
}
