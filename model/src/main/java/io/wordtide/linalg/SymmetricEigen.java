package io.wordtide.linalg;

import java.util.Arrays;
import org.bytedeco.openblas.global.openblas;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, by LAPACK's dsyevd, which comes with OpenBLAS.
 *
 * @param values ascending, [n]
 * @param vectors one in each column, [n, n]
 */
public record SymmetricEigen(double[] values, Matrix vectors) {

    /** Relative to the largest eigenvalue times the number of rows; LAPACK's own residuals are a millionth of it. */
    private static final double LARGEST_RESIDUAL = 1e-9;

    /**
     * @param symmetric row-major, [n, n]; the upper triangle is read
     * @throws ArithmeticException if the iteration does not converge, or values are not finite, neither of which has been
     *     seen with finite numbers; or if the vectors are wrong, as those of OpenBLAS 0.3.19, which ND4J would bring, are
     *     on Intel processors with AVX-512
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
        requireEigenvectors(symmetric, values, vectors);
        Matrix columns = Matrix.zeros(n, n);
        columns.set(vectors);
        return new SymmetricEigen(values, columns);
    }

    /**
     * Checks that A v = V Lambda 1 for the sum v = V 1 of all vectors, and that v'v = n, as for orthonormal ones; both cost
     * next to nothing.
     *
     * @param symmetric A, row-major, [n, n]; the upper triangle is read
     * @param values the diagonal of Lambda, [n]
     * @param vectors V, row-major, [n, n]
     * @throws ArithmeticException if it does not, or if a value is not finite
     */
    static void requireEigenvectors(double[] symmetric, double[] values, double[] vectors) {
        int n = values.length;
        double largest = Arrays.stream(values).map(Math::abs).max().orElse(0);
        if (!Double.isFinite(largest)) {
            throw new ArithmeticException("expected finite eigenvalues of a symmetric matrix of shape [" + n + ", " + n
                    + "], found " + largest);
        }
        double[] sum = new double[n];
        double[] scaledSum = new double[n];
        double squaredNorm = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                sum[i] += vectors[i * n + j];
                scaledSum[i] += vectors[i * n + j] * values[j];
            }
            squaredNorm += sum[i] * sum[i];
        }
        boolean isRight = Math.abs(squaredNorm - n) <= LARGEST_RESIDUAL * n * n;
        for (int i = 0; i < n; i++) {
            double product = 0;
            for (int j = 0; j < n; j++) {
                product += symmetric[Math.min(i, j) * n + Math.max(i, j)] * sum[j];
            }
            isRight &= Math.abs(product - scaledSum[i]) <= LARGEST_RESIDUAL * n * largest;
        }
        if (!isRight) {
            throw new ArithmeticException("expected eigenvectors v of a symmetric matrix A of shape [" + n + ", " + n
                    + "], found some for which A v is not lambda v: the OpenBLAS on the class path is wrong on this"
                    + " processor; use release 0.3.21 or newer, or set the environment variable OPENBLAS_CORETYPE to"
                    + " Haswell");
        }
    }
}
