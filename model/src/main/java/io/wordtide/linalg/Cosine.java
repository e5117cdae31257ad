package io.wordtide.linalg;

/**
 * The similarity of two vectors, whatever their lengths:
 *
 * <pre>
 * cosine(a, b) = sum_k a_k b_k / (|a| |b|)      -1 to 1; 0 if one of the two is a vector of zeros
 * </pre>
 *
 * <p>Norms come in as arguments, since callers keep them. Sums are taken in double, one term after the other: a drift is
 * part of a learner's state, so its bits must not depend on the processor. Stateless, thread-safe.
 */
public final class Cosine {

    private Cosine() {}

    /** Cosine of two vectors of the same length, [K], with their norms. */
    public static double of(float[] a, double normA, float[] b, double normB) {
        return of(dot(a, 0, b, 0, a.length), normA, normB);
    }

    /** Cosine of the same row of two matrices of the same shape, with the norms of the rows. */
    public static double ofRow(int row, Matrix a, double normA, Matrix b, double normB) {
        return of(dot(a.values(), a.rowStart(row), b.values(), b.rowStart(row), a.columns()), normA, normB);
    }

    /** |a|, the root of the sum of squares. */
    public static double norm(float[] a) {
        return Math.sqrt(dot(a, 0, a, 0, a.length));
    }

    /** Norm of a matrix's row. */
    public static double normOfRow(int row, Matrix a) {
        return Math.sqrt(dot(a.values(), a.rowStart(row), a.values(), a.rowStart(row), a.columns()));
    }

    private static double of(double dot, double normA, double normB) {
        double product = normA * normB;
        return product == 0 ? 0 : dot / product;
    }

    private static double dot(float[] a, int startA, float[] b, int startB, int length) {
        double sum = 0;
        for (int k = 0; k < length; k++) {
            sum += (double) a[startA + k] * b[startB + k];
        }
        return sum;
    }
}
