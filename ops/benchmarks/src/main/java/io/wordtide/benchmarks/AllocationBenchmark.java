package io.wordtide.benchmarks;

import io.wordtide.dlgm.MiniBatch;
import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.SeededNoise.Purpose;
import io.wordtide.linalg.Workers;
import io.wordtide.refine.Refiner;
import java.util.List;
import java.util.Locale;
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
 * Heap allocated by one more refinement step of a mini-batch of 500 documents, in steady state: that of 2M steps minus
 * that of M, divided by M.
 *
 * <p>On one thread, so that the calling thread allocates all of it. Bar: below 1,000 bytes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(1)
@Warmup(iterations = 10)
@Measurement(iterations = 5)
public class AllocationBenchmark {

    private static final int DOCUMENT_COUNT = 500;
    private static final int VOCABULARY_SIZE = 2000;

    /** Decoder and refiner, with M steps. */
    @Param({"log-linear:newton-5", "log-linear:adam-10", "3-layer:adam-5", "3-layer:fisher-8"})
    public String refinement;

    private final SeededNoise noise = SeededNoise.of(1, 1, Purpose.REFINEMENT);
    private MiniBatch miniBatch;
    private VariationalParameters start;
    private RefinerChoice choice;
    private Refiner few;
    private Refiner many;

    @Setup
    public void setUp() {
        choice = RefinerChoice.parse(refinement);
        few = choice.refiner();
        many = choice.steps(2 * choice.stepCount()).refiner();
        miniBatch = Decoders.model(choice.decoder(), VOCABULARY_SIZE, Workers.of(1))
                .open(new ZipfDocuments(VOCABULARY_SIZE, StepBenchmark.DISTINCT_WORDS, 1).indexed(DOCUMENT_COUNT));
        start = VariationalParameters.prior(DOCUMENT_COUNT, Decoders.LATENT_SIZE);
    }

    /** Runs M steps, and 2M. */
    @Benchmark
    public void refine(Bytes bytes) {
        long ofFew = Allocation.bytes(() -> few.refine(miniBatch, start, noise));
        long ofMany = Allocation.bytes(() -> many.refine(miniBatch, start, noise));
        bytes.referenceBytes = ofFew;
        bytes.subjectBytes = (double) (ofMany - ofFew) / choice.stepCount();
    }

    static Experiment experiment() {
        return Experiment.of(
                "allocation",
                "Heap allocated by a refinement step of 500 documents, V = 2,000",
                AllocationBenchmark.class,
                AllocationBenchmark::tune,
                AllocationBenchmark::table);
    }

    private static void tune(ChainedOptionsBuilder options, boolean quick) {
        if (quick) {
            options.measurementIterations(3);
        }
    }

    private static String table(List<Outcome> outcomes) {
        MarkdownTable table =
                new MarkdownTable("decoder", "refiner, M steps", "a step, bytes", "all M steps, bytes", "bar");
        for (Outcome outcome : outcomes) {
            table.row(
                    RefinerChoice.decoderName(outcome.parameter("refinement")),
                    RefinerChoice.refinerName(outcome.parameter("refinement")),
                    Math.round(outcome.median("subjectBytes")),
                    String.format(Locale.ROOT, "%,d", Math.round(outcome.median("referenceBytes"))),
                    Bar.below(1000).judge(outcome.median("subjectBytes")));
        }
        return table.toString();
    }
}
