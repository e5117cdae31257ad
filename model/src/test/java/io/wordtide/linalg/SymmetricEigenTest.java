package io.wordtide.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricEigenTest {

    /** | 2 1 ; 1 2 |: 1 along (1, -1), 3 along (1, 1), whatever the sign. */
    @Test
    void shouldGiveValuesInAscendingOrderAndVectorsInColumnsAsByHand() {
        // When
        SymmetricEigen eigen = SymmetricEigen.of(new double[] {2, 1, 1, 2}, 2);

        // Then
        assertThat(eigen.values()).containsExactly(new double[] {1, 3}, within(1e-12));
        float half = (float) Math.sqrt(0.5);
        assertThat(eigen.vectors().get(0, 0) * eigen.vectors().get(1, 0)).isCloseTo(-0.5f, within(1e-6f));
        assertThat(Math.abs(eigen.vectors().get(0, 1))).isCloseTo(half, within(1e-6f));
        assertThat(eigen.vectors().get(0, 1)).isCloseTo(eigen.vectors().get(1, 1), within(1e-6f));
    }

    /**
     * U diag(values) U' is the matrix again: sums of n products of floats below 1 with values below 2 sqrt(n). LAPACK
     * takes other ways above 25, 64 and 128 rows.
     */
    @ParameterizedTest
    @ValueSource(ints = {20, 40, 65, 100, 200})
    void shouldDecomposeWithoutChangingItsInput(int n) {
        // Given
        Random random = new Random(1);
        double[] symmetric = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                symmetric[i * n + j] = random.nextGaussian();
                symmetric[j * n + i] = symmetric[i * n + j];
            }
        }
        double[] given = symmetric.clone();

        // When
        SymmetricEigen eigen = SymmetricEigen.of(symmetric, n);

        // Then
        assertThat(symmetric).containsExactly(given);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int k = 0; k < n; k++) {
                    sum += eigen.values()[k]
                            * eigen.vectors().get(i, k)
                            * eigen.vectors().get(j, k);
                }
                assertThat(sum).isCloseTo(symmetric[i * n + j], within(1e-4));
            }
        }
    }

    @Test
    void shouldAcceptMatricesWithEqualAndVanishingEigenvalues() {
        // Given: the zero matrix, and 70 times the eigenvalue 3 beside 30 times 0
        int n = 100;
        double[] projection = new double[n * n];
        for (int i = 0; i < 70; i++) {
            projection[i * n + i] = 3;
        }

        // When
        SymmetricEigen zero = SymmetricEigen.of(new double[n * n], n);
        SymmetricEigen projected = SymmetricEigen.of(projection, n);

        // Then
        assertThat(zero.values()).containsOnly(0);
        assertThat(projected.values()[29]).isZero();
        assertThat(projected.values()[30]).isEqualTo(3);
    }

    /** | 2 1 ; 1 2 |, with its eigenvectors, with the axes instead, with nothing instead, and with its values exchanged. */
    @Test
    void shouldRefuseVectorsThatAreNotEigenvectors() {
        // Given
        double[] symmetric = {2, 1, 1, 2};
        double half = Math.sqrt(0.5);
        double[] vectors = {half, half, -half, half};

        // Then
        assertThatNoException()
                .isThrownBy(() -> SymmetricEigen.requireEigenvectors(symmetric, new double[] {1, 3}, vectors));
        assertThatThrownBy(() ->
                        SymmetricEigen.requireEigenvectors(symmetric, new double[] {1, 3}, new double[] {1, 0, 0, 1}))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("A v is not lambda v")
                .hasMessageContaining("OPENBLAS_CORETYPE");
        assertThatThrownBy(() -> SymmetricEigen.requireEigenvectors(symmetric, new double[] {1, 3}, new double[4]))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> SymmetricEigen.requireEigenvectors(symmetric, new double[] {3, 1}, vectors))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("A v is not lambda v");
    }

    @Test
    void shouldNotBlameTheLibraryForValuesThatAreNotFinite() {
        assertThatThrownBy(() -> SymmetricEigen.requireEigenvectors(
                        new double[] {Double.POSITIVE_INFINITY},
                        new double[] {Double.POSITIVE_INFINITY},
                        new double[] {1}))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("expected finite eigenvalues of a symmetric matrix of shape [1, 1], found Infinity");
    }
}
