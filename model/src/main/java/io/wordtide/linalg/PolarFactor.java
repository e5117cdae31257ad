package io.wordtide.linalg;

import org.bytedeco.openblas.global.openblas;

/**
 * The orthogonal matrix nearest to a square one M: R = U V' of its singular value decomposition M = U S V', by LAPACK's
 * dgesdd. Of all orthogonal matrices it has the largest trace of R'M, which solves orthogonal Procrustes problems.
 *
 * <p>See: Schönemann, "A generalized solution of the orthogonal Procrustes problem" (1966). Stateless, thread-safe.
 */
public final class PolarFactor {

    /** Largest error of an element of R'R, and of the trace relative to the sum of the singular values. */
    private static final double LARGEST_ERROR = 1e-9;

    private PolarFactor() {}

    /**
     * @param matrix M, row-major, [n, n]; if it is singular, R is one of several nearest matrices
     * @return R, row-major, [n, n]
     * @throws ArithmeticException if the iteration does not converge, which has not been seen with finite numbers, or if R
     *     is not orthogonal or not the nearest
     */
    public static double[] of(double[] matrix, int n) {
        double[] singularValues = new double[n];
        double[] left = new double[n * n];
        double[] right = new double[n * n]; // V'
        int failure = openblas.LAPACKE_dgesdd(
                openblas.LAPACK_ROW_MAJOR, (byte) 'A', n, n, matrix.clone(), n, singularValues, left, n, right, n);
        if (failure != 0) {
            throw new ArithmeticException("expected LAPACK's dgesdd to succeed for a matrix of shape [" + n + ", " + n
                    + "], found error code " + failure);
        }
        double[] nearest = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                double factor = left[i * n + k];
                for (int j = 0; j < n; j++) {
                    nearest[i * n + j] += factor * right[k * n + j];
                }
            }
        }
        requireNearest(matrix, singularValues, nearest, n);
        return nearest;
    }

    private static void requireNearest(double[] matrix, double[] singularValues, double[] nearest, int n) {
        double trace = 0;
        for (int i = 0; i < n * n; i++) {
            trace += nearest[i] * matrix[i];
        }
        double sum = 0;
        for (double value : singularValues) {
            sum += value;
        }
        boolean isRight = Math.abs(trace - sum) <= LARGEST_ERROR * sum;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double product = 0;
                for (int k = 0; k < n; k++) {
                    product += nearest[k * n + i] * nearest[k * n + j];
                }
                isRight &= Math.abs(product - (i == j ? 1 : 0)) <= LARGEST_ERROR;
            }
        }
        if (!isRight) {
            throw new ArithmeticException("expected an orthogonal matrix R with trace(R'M) = " + sum
                    + " for a matrix M of shape [" + n + ", " + n + "], found the trace " + trace
                    + ": the OpenBLAS on the class path is wrong on this processor; set the environment variable"
                    + " OPENBLAS_CORETYPE to Haswell");
        }
    }
}
