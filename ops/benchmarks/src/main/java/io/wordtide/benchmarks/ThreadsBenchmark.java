package io.wordtide.benchmarks;

import io.wordtide.dlgm.MiniBatch;
import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.SeededNoise.Purpose;
import io.wordtide.linalg.Workers;
import io.wordtide.refine.Refiner;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/**
 * The refinement of a mini-batch of 500 documents by one thread against that by two: how much the second one helps.
 *
 * <p>Same weights and documents, separate models. Bar: at least 1.7. This includes the part of Newton's that one thread
 * does alone (the eigendecomposition).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(1)
@Warmup(iterations = 2)
@Measurement(iterations = 7)
public class ThreadsBenchmark {

    private static final int DOCUMENT_COUNT = 500;
    private static final int ROUNDS = 2;

    /** Decoder and refiner. */
    @Param({"log-linear:adam-10", "log-linear:newton-3", "3-layer:adam-5", "3-layer:fisher-16"})
    public String refinement;

    /** V. */
    @Param({"2000", "10000"})
    public int vocabularySize;

    private final Workers one = Workers.of(1);
    private final Workers two = Workers.of(2);
    private final SeededNoise noise = SeededNoise.of(1, 1, Purpose.REFINEMENT);
    private MiniBatch onOne;
    private MiniBatch onTwo;
    private Refiner refinerOnOne;
    private Refiner refinerOnTwo;
    private VariationalParameters start;

    @Setup
    public void setUp() {
        onOne = open(one);
        onTwo = open(two);
        refinerOnOne = RefinerChoice.parse(refinement).refiner();
        refinerOnTwo = RefinerChoice.parse(refinement).refiner();
        start = VariationalParameters.prior(DOCUMENT_COUNT, Decoders.LATENT_SIZE);
    }

    private MiniBatch open(Workers workers) {
        return Decoders.model(RefinerChoice.parse(refinement).decoder(), vocabularySize, workers)
                .open(new ZipfDocuments(vocabularySize, StepBenchmark.DISTINCT_WORDS, 1).indexed(DOCUMENT_COUNT));
    }

    @TearDown
    public void tearDown() {
        two.close();
    }

    /** Refines with one thread, and with two. */
    @Benchmark
    public void refine(Pair pair) {
        pair.alternate(
                ROUNDS, () -> refinerOnOne.refine(onOne, start, noise), () -> refinerOnTwo.refine(onTwo, start, noise));
    }

    static Experiment experiment() {
        return new Experiment(
                "threads",
                "Refinement of 500 documents: one thread ÷ two",
                ThreadsBenchmark.class,
                ThreadsBenchmark::tune,
                ThreadsBenchmark::obstacle,
                ThreadsBenchmark::table);
    }

    private static void tune(ChainedOptionsBuilder options, boolean quick) {
        if (quick) {
            options.param("vocabularySize", "2000").measurementIterations(3);
        }
    }

    /** Why more than one thread cannot be measured here, if they cannot. */
    static Optional<String> obstacle() {
        return Runtime.getRuntime().availableProcessors() > 1
                ? Optional.empty()
                : Optional.of("skipped: expected two processors, found one");
    }

    private static String table(List<Outcome> outcomes) {
        MarkdownTable table =
                new MarkdownTable("decoder", "refiner", "V", "one, ms", "two, ms", "ratio: min / median / max", "bar");
        for (Outcome outcome : outcomes) {
            table.row(
                    RefinerChoice.decoderName(outcome.parameter("refinement")),
                    RefinerChoice.refinerName(outcome.parameter("refinement")),
                    outcome.number("vocabularySize"),
                    outcome.median("subjectMs"),
                    outcome.median("referenceMs"),
                    outcome.spread("ratio").show(),
                    Bar.atLeast(1.7).judge(outcome.median("ratio")));
        }
        return table.toString();
    }
}
