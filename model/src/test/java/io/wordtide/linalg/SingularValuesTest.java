package io.wordtide.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SingularValuesTest {

    /** The Gram matrix of ((3, 0), (0, 4), (0, 0)) is diag(9, 16). */
    @Test
    void shouldBeTheLengthsOfOrthogonalColumnsInDescendingOrder() {
        Matrix matrix = new Matrix(3, 2, new float[] {3, 0, 0, 4, 0, 0});
        assertThat(SingularValues.of(matrix)).containsExactly(new double[] {4, 3}, within(1e-12));
    }

    /** Columns (1, 1) and (1, 1): Gram ((2, 2), (2, 2)) with eigenvalues 4 and 0. */
    @Test
    void shouldBeZeroWhereColumnsAreTheSame() {
        Matrix matrix = new Matrix(2, 2, new float[] {1, 1, 1, 1});
        assertThat(SingularValues.of(matrix)).containsExactly(new double[] {2, 0}, within(1e-7));
    }
}
