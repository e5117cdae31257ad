package io.wordtide.linalg;

import org.bytedeco.openblas.global.openblas;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, by LAPACK's dsyevd, which comes with OpenBLAS.
 *
 * @param values ascending, [n]
 * @param vectors one in each column, [n, n]
 */
public record SymmetricEigen(double[] values, Matrix vectors) {

    /**
     * @param symmetric row-major, [n, n]; the upper triangle is read
     * @throws ArithmeticException if the iteration does not converge, which has not been seen with finite numbers
     */
    public static SymmetricEigen of(double[] symmetric, int n) {
        double[] vectors = symmetric.clone();
        double[] values = new double[n];
        int failure = openblas.LAPACKE_dsyevd(
                openblas.LAPACK_ROW_MAJOR, (byte) 'V', (byte) 'U', n, vectors, Math.max(1, n), values);
        if (failure != 0) {
            throw new ArithmeticException("expected LAPACK's dsyevd to succeed for a symmetric matrix of shape [" + n
                    + ", " + n + "], found error code " + failure);
        }
        Matrix columns = Matrix.zeros(n, n);
        for (int i = 0; i < vectors.length; i++) {
            columns.values()[i] = (float) vectors[i];
        }
        return new SymmetricEigen(values, columns);
    }
}
