package io.wordtide.benchmarks;

import io.wordtide.linalg.Gemm;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.OffHeapMatrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.SeededNoise.Purpose;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/**
 * {@code Nd4j.gemm} against {@link Gemm}, which calls BLAS by pointer, for the products [n, k] x [k, m] of a refinement
 * step: what ND4J's way to the same routine costs in time, and in garbage per call.
 *
 * <p>ND4J gets the layout that it is fastest with: transposed views made beforehand, a result that needs no copy. No
 * bar: this is the reason for {@link Gemm}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(1)
@Warmup(iterations = 3)
@Measurement(iterations = 9)
public class GemmBenchmark {

    private static final double WANTED_FLOPS = 4e9;
    private static final int ROUNDS = 2;

    /** n, k and m. */
    @Param({"250x102x1000", "250x102x10000", "250x402x1000", "250x402x10000", "250x400x400"})
    public String shape;

    private final OffHeapMatrix left = new OffHeapMatrix();
    private final OffHeapMatrix right = new OffHeapMatrix();
    private final OffHeapMatrix result = new OffHeapMatrix();
    private INDArray leftTransposed;
    private INDArray rightTransposed;
    private INDArray resultTransposed;
    private int callCount;

    @Setup
    public void setUp() {
        String[] sizes = shape.split("x", -1);
        int n = Integer.parseInt(sizes[0]);
        int k = Integer.parseInt(sizes[1]);
        int m = Integer.parseInt(sizes[2]);
        callCount = (int) Math.max(1, WANTED_FLOPS / (2.0 * n * k * m));
        Matrix a = random(n, k);
        Matrix b = random(k, m);
        left.copyFrom(a);
        right.copyFrom(b);
        result.reshape(n, m);
        // row-major numbers are column-major ones of the transposed matrix: c' = b' a'
        leftTransposed = Nd4j.create(a.values(), new long[] {n, k}, 'c').transpose();
        rightTransposed = Nd4j.create(b.values(), new long[] {k, m}, 'c').transpose();
        resultTransposed = Nd4j.create(new float[n * m], new long[] {n, m}, 'c').transpose();
    }

    private static Matrix random(int rows, int columns) {
        Matrix matrix = Matrix.zeros(rows, columns);
        SeededNoise.of(1, rows, Purpose.INITIAL_WEIGHTS).fillUniform(matrix.values(), 0.1);
        return matrix;
    }

    /** Runs both equally often. */
    @Benchmark
    public void multiply(Pair pair, Bytes bytes) {
        pair.alternate(ROUNDS, this::byNd4j, this::byPointer);
        pair.perStep(callCount);
        bytes.subjectBytes = (double) Allocation.bytes(this::byNd4j) / callCount;
        bytes.referenceBytes = (double) Allocation.bytes(this::byPointer) / callCount;
    }

    private void byNd4j() {
        for (int call = 0; call < callCount; call++) {
            Nd4j.gemm(rightTransposed, leftTransposed, resultTransposed, false, false, 1, 0);
        }
    }

    private void byPointer() {
        for (int call = 0; call < callCount; call++) {
            Gemm.multiply(left, right, result, 0);
        }
    }

    static Experiment experiment() {
        return Experiment.of(
                "gemm",
                "`Nd4j.gemm` ÷ cblas by pointer, one thread",
                GemmBenchmark.class,
                GemmBenchmark::tune,
                GemmBenchmark::table);
    }

    private static void tune(ChainedOptionsBuilder options, boolean quick) {
        if (quick) {
            options.param("shape", "250x102x1000", "250x402x1000").measurementIterations(3);
        }
    }

    private static String table(List<Outcome> outcomes) {
        MarkdownTable table = new MarkdownTable(
                "n x k x m",
                "Nd4j.gemm, ms",
                "cblas, ms",
                "ratio: min / median / max",
                "garbage a call, bytes",
                "of cblas");
        for (Outcome outcome : outcomes) {
            table.row(
                    outcome.parameter("shape"),
                    outcome.median("subjectMs"),
                    outcome.median("referenceMs"),
                    outcome.spread("ratio").show(),
                    Math.round(outcome.median("subjectBytes")),
                    Math.round(outcome.median("referenceBytes")));
        }
        return table.toString();
    }
}
