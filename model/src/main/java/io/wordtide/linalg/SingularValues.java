package io.wordtide.linalg;

/** Singular values of tall matrices. */
public final class SingularValues {

    private SingularValues() {}

    /**
     * The singular values of a matrix of K columns, descending: the roots of the eigenvalues of its Gram matrix, [K, K],
     * summed in double precision.
     */
    public static double[] of(Matrix matrix) {
        int size = matrix.columns();
        double[] gram = new double[size * size];
        for (int row = 0; row < matrix.rows(); row++) {
            int start = matrix.rowStart(row);
            for (int i = 0; i < size; i++) {
                double left = matrix.values()[start + i];
                for (int j = 0; j < size; j++) {
                    gram[i * size + j] += left * matrix.values()[start + j];
                }
            }
        }
        double[] ascending = SymmetricEigen.of(gram, size).values();
        double[] descending = new double[size];
        for (int k = 0; k < size; k++) {
            descending[k] = Math.sqrt(Math.max(0, ascending[size - 1 - k]));
        }
        return descending;
    }
}
