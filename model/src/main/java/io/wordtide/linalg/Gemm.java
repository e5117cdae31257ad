package io.wordtide.linalg;

import org.bytedeco.openblas.global.openblas;

/**
 * Matrix products: the one place where arithmetic leaves Java, for OpenBLAS.
 *
 * <p>Called by pointer instead of {@code Nd4j.gemm}, which costs 5 kB of garbage a call and 5 to 10 % of the product's
 * time (docs/benchmarks.md). Products of {@link OffHeapMatrix} copy nothing; those of {@link Matrix} copy
 * their operands to scratch outside the heap and back, k memory words for every 2 k n flops.
 *
 * <p>Runs on one BLAS thread: with more, barriers cost milliseconds on a busy machine, and results could depend on the
 * number of threads; {@link Workers} split up documents instead. Thread-safe, since each thread has its own scratch
 * memory.
 */
public final class Gemm {

    private static final int ROW_MAJOR = openblas.CblasRowMajor;

    static {
        // the environment variable does the same, for processes that set it; a library must not rely on that
        openblas.blas_set_num_threads(1);
    }

    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    private Gemm() {}

    /** C = A B: [m, k] x [k, n] to [m, n]. */
    public static void multiply(Matrix a, Matrix b, Matrix c) {
        run(a, false, b, false, c, 0);
    }

    /** C = C + A B: [m, k] x [k, n] onto [m, n]. */
    public static void multiplyAdd(Matrix a, Matrix b, Matrix c) {
        run(a, false, b, false, c, 1);
    }

    /** C = A B': [m, k] x [n, k] to [m, n]. */
    public static void multiplyTransposed(Matrix a, Matrix b, Matrix c) {
        run(a, false, b, true, c, 0);
    }

    /** C = C + A' B: [k, m] x [k, n] onto [m, n]. */
    public static void transposedMultiplyAdd(Matrix a, Matrix b, Matrix c) {
        run(a, true, b, false, c, 1);
    }

    /** C = A' B: [k, m] x [k, n] to [m, n]. */
    public static void transposedMultiply(Matrix a, Matrix b, Matrix c) {
        run(a, true, b, false, c, 0);
    }

    /** C = beta C + A B: [m, k] x [k, n] to [m, n]. */
    public static void multiply(OffHeapMatrix a, OffHeapMatrix b, OffHeapMatrix c, float beta) {
        run(a, false, b, false, c, beta);
    }

    /** C = A B': [m, k] x [n, k] to [m, n]. */
    public static void multiplyTransposed(OffHeapMatrix a, OffHeapMatrix b, OffHeapMatrix c) {
        run(a, false, b, true, c, 0);
    }

    /** C = beta C + A' B: [k, m] x [k, n] to [m, n]. */
    public static void transposedMultiply(OffHeapMatrix a, OffHeapMatrix b, OffHeapMatrix c, float beta) {
        run(a, true, b, false, c, beta);
    }

    private static void run(Matrix a, boolean transposeA, Matrix b, boolean transposeB, Matrix c, float beta) {
        Scratch scratch = SCRATCH.get();
        scratch.left.copyFrom(a);
        scratch.right.copyFrom(b);
        scratch.result.reshape(c.rows(), c.columns());
        if (beta != 0) {
            scratch.result.write(c.values());
        }
        run(scratch.left, transposeA, scratch.right, transposeB, scratch.result, beta);
        scratch.result.read(c.values());
    }

    private static void run(
            OffHeapMatrix a, boolean transposeA, OffHeapMatrix b, boolean transposeB, OffHeapMatrix c, float beta) {
        int m = transposeA ? a.columns() : a.rows();
        int k = transposeA ? a.rows() : a.columns();
        int n = transposeB ? b.rows() : b.columns();
        int kOfB = transposeB ? b.columns() : b.rows();
        if (k != kOfB || c.rows() != m || c.columns() != n) {
            throw new IllegalArgumentException(
                    "expected shapes [m, k] x [k, n] to [m, n], found [%d, %d] x [%d, %d] to [%d, %d]"
                            .formatted(m, k, kOfB, n, c.rows(), c.columns()));
        }
        if (m == 1) {
            multiplyRow(a, b, transposeB, c, beta);
            return;
        }
        openblas.cblas_sgemm(
                ROW_MAJOR,
                order(transposeA),
                order(transposeB),
                m,
                n,
                k,
                1,
                a.pointer(),
                a.columns(),
                b.pointer(),
                b.columns(),
                beta,
                c.pointer(),
                c.columns());
    }

    /**
     * c = beta c + a B or a B', a row of k numbers by a matrix: BLAS's product of matrices would first copy B into
     * another order, which takes five to fifty times as long as reading it once.
     */
    private static void multiplyRow(OffHeapMatrix a, OffHeapMatrix b, boolean transposeB, OffHeapMatrix c, float beta) {
        openblas.cblas_sgemv(
                ROW_MAJOR,
                order(!transposeB),
                b.rows(),
                b.columns(),
                1,
                b.pointer(),
                b.columns(),
                a.pointer(),
                1,
                beta,
                c.pointer(),
                1);
    }

    private static int order(boolean transposed) {
        return transposed ? openblas.CblasTrans : openblas.CblasNoTrans;
    }

    private static final class Scratch {
        final OffHeapMatrix left = new OffHeapMatrix();
        final OffHeapMatrix right = new OffHeapMatrix();
        final OffHeapMatrix result = new OffHeapMatrix();
    }
}
