package io.wordtide.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CosineTest {

    private static final float[] A = {4, 3}; // |a| = sqrt(16 + 9) = 5
    private static final float[] B = {0, 2}; // |b| = 2, a b = 6

    @Test
    void shouldDivideTheProductByBothNorms() {
        assertThat(Cosine.norm(A)).isEqualTo(5);
        assertThat(Cosine.of(A, 5, B, 2)).isEqualTo(6.0 / 10);
    }

    @Test
    void shouldBeZeroWhereOneOfTheTwoIsAVectorOfZeros() {
        assertThat(Cosine.of(A, 5, new float[2], 0)).isZero();
        assertThat(Cosine.of(new float[2], 0, A, 5)).isZero();
    }

    @Test
    void shouldCompareTheSameRowOfTwoMatrices() {
        // Given: A and B in row 1
        Matrix first = new Matrix(2, 2, new float[] {9, 9, 4, 3});
        Matrix second = new Matrix(2, 2, new float[] {7, 7, 0, 2});

        // Then
        assertThat(Cosine.normOfRow(1, first)).isEqualTo(5);
        assertThat(Cosine.ofRow(1, first, 5, second, 2)).isEqualTo(6.0 / 10);
    }

    /** 2^24 + 1 is no float; (2^24, 1) times (1, 1) is 2^24 + 1 in double and 2^24 in float. */
    @Test
    void shouldSumInDouble() {
        assertThat(Cosine.of(new float[] {0x1p24f, 1}, 1, new float[] {1, 1}, 1))
                .isEqualTo(0x1p24 + 1);
    }
}
