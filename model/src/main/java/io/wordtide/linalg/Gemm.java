package io.wordtide.linalg;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Matrix products through ND4J's gemm, the one place where numbers leave the Java heap.
 *
 * <p>A row-major matrix is, without moving a number, the f-order view of its transpose; so C = A B runs as
 * C' = B' A' on f-order views, the only layout in which ND4J's gemm copies nothing. Operands are copied to off-heap
 * scratch and back: k memory words for every 2 k n flops, a few per cent of the product at the sizes of this model.
 *
 * <p>Runs on one BLAS thread: with more, ND4J's barriers cost milliseconds on a busy machine, and results could depend
 * on the number of threads. Not thread-safe; one instance per learner.
 */
public final class Gemm {

    static {
        // the environment variables do the same, for processes that set them; a library must not rely on that
        Nd4j.getEnvironment().setMaxThreads(1);
        openblas.blas_set_num_threads(1);
    }

    private final Scratch left = new Scratch();
    private final Scratch right = new Scratch();
    private final Scratch result = new Scratch();

    /** C = A B: [m, k] x [k, n] to [m, n]. */
    public void multiply(Matrix a, Matrix b, Matrix c) {
        run(a, false, b, false, c, 0);
    }

    /** C = C + A B: [m, k] x [k, n] onto [m, n]. */
    public void multiplyAdd(Matrix a, Matrix b, Matrix c) {
        run(a, false, b, false, c, 1);
    }

    /** C = A B': [m, k] x [n, k] to [m, n]. */
    public void multiplyTransposed(Matrix a, Matrix b, Matrix c) {
        run(a, false, b, true, c, 0);
    }

    /** C = C + A' B: [k, m] x [k, n] onto [m, n]. */
    public void transposedMultiplyAdd(Matrix a, Matrix b, Matrix c) {
        run(a, true, b, false, c, 1);
    }

    private void run(Matrix a, boolean transposeA, Matrix b, boolean transposeB, Matrix c, double beta) {
        int m = transposeA ? a.columns() : a.rows();
        int k = transposeA ? a.rows() : a.columns();
        int n = transposeB ? b.rows() : b.columns();
        int kOfB = transposeB ? b.columns() : b.rows();
        if (k != kOfB || c.rows() != m || c.columns() != n) {
            throw new IllegalArgumentException(
                    "expected shapes [m, k] x [k, n] to [m, n], found [%d, %d] x [%d, %d] to [%d, %d]"
                            .formatted(m, k, kOfB, n, c.rows(), c.columns()));
        }
        INDArray offHeapA = left.load(a, true);
        INDArray offHeapB = right.load(b, true);
        INDArray offHeapC = result.load(c, beta != 0);
        Nd4j.gemm(offHeapB, offHeapA, offHeapC, transposeB, transposeA, 1, beta);
        result.store(c);
    }

    /** An off-heap buffer that grows to the largest operand it has held. */
    private static final class Scratch {

        private INDArray buffer = Nd4j.createUninitialized(DataType.FLOAT, 1);

        /** The f-order view [columns, rows] of a row-major matrix. */
        INDArray load(Matrix matrix, boolean copy) {
            if (buffer.length() < matrix.size()) {
                buffer.close();
                buffer = Nd4j.createUninitialized(DataType.FLOAT, matrix.size());
            }
            if (copy) {
                pointer().put(matrix.values(), 0, matrix.size());
            }
            long[] shape = {matrix.columns(), matrix.rows()};
            long[] stride = {1, matrix.columns()};
            return Nd4j.create(buffer.data(), shape, stride, 0, 'f');
        }

        void store(Matrix matrix) {
            pointer().get(matrix.values(), 0, matrix.size());
        }

        private FloatPointer pointer() {
            return (FloatPointer) buffer.data().pointer();
        }
    }
}
