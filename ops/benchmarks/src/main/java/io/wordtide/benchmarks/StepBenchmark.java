package io.wordtide.benchmarks;

import io.wordtide.dlgm.MiniBatch;
import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.learn.LearnerConfig;
import io.wordtide.learn.LearnerConfig.DecoderKind;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.SeededNoise.Purpose;
import io.wordtide.linalg.Workers;
import io.wordtide.refine.AdamRefiner;
import java.util.List;
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
 * A refinement step of the paper's refiner (noise, latent, pass through the model and back, Adam on psi) against its
 * {@link BareProducts}, on one thread: what everything but BLAS costs.
 *
 * <p>Two blocks of 250 documents of about 100 distinct words, K = 100, hidden layers of 400. Bars: at most 1.15, but
 * 1.5 for the smallest shape, log-linear with 2,000 words.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(1)
@Warmup(iterations = 2)
@Measurement(iterations = 7)
public class StepBenchmark {

    static final int BLOCK_SIZE = 250;
    static final int BLOCK_COUNT = 2;
    static final int DISTINCT_WORDS = 100;

    private static final int ROUNDS = 2;
    private static final int FEWEST_STEPS = 2;

    /** Steps of one side in one round: enough to be timed, few enough for the whole to end. */
    private static final double WANTED_FLOPS = 16e9;

    /** Generative model. */
    @Param({"LOG_LINEAR", "DEEP"})
    public DecoderKind decoder;

    /** V. */
    @Param({"2000", "10000", "20000"})
    public int vocabularySize;

    private int stepCount;
    private AdamRefiner refiner;
    private MiniBatch miniBatch;
    private VariationalParameters start;
    private BareProducts products;
    private final SeededNoise noise = SeededNoise.of(1, 1, Purpose.REFINEMENT);

    @Setup
    public void setUp() {
        int documentCount = BLOCK_COUNT * BLOCK_SIZE;
        double flops = 4.0 * documentCount * (Decoders.outputWidth(decoder) + 2) * vocabularySize;
        stepCount = (int) Math.max(FEWEST_STEPS, WANTED_FLOPS / flops);
        refiner = new AdamRefiner(stepCount, LearnerConfig.paper().refinement().learningRate());
        miniBatch = Decoders.model(decoder, vocabularySize, Workers.of(1))
                .open(new ZipfDocuments(vocabularySize, DISTINCT_WORDS, 1).indexed(documentCount));
        if (miniBatch.blocks().stream().anyMatch(block -> block.size() != BLOCK_SIZE)) {
            throw new IllegalStateException("expected blocks of " + BLOCK_SIZE + " documents, found others");
        }
        start = VariationalParameters.prior(documentCount, Decoders.LATENT_SIZE);
        products = new BareProducts(decoder, BLOCK_SIZE, vocabularySize);
    }

    /** Refinement, and the bare products equally often. */
    @Benchmark
    public void refine(Pair pair) {
        pair.alternate(
                ROUNDS, () -> refiner.refine(miniBatch, start, noise), () -> products.run(BLOCK_COUNT * stepCount));
        pair.perStep(BLOCK_COUNT * stepCount);
    }

    static Experiment experiment() {
        return Experiment.of(
                "step",
                "Refinement step ÷ its bare matrix products, one thread, a block of 250 documents",
                StepBenchmark.class,
                StepBenchmark::tune,
                StepBenchmark::table);
    }

    private static void tune(ChainedOptionsBuilder options, boolean quick) {
        if (quick) {
            options.param("vocabularySize", "2000", "10000").measurementIterations(3);
        }
    }

    private static String table(List<Outcome> outcomes) {
        MarkdownTable table =
                new MarkdownTable("decoder", "V", "step, ms", "products, ms", "ratio: min / median / max", "bar");
        for (Outcome outcome : outcomes) {
            DecoderKind decoder = DecoderKind.valueOf(outcome.parameter("decoder"));
            boolean smallest = decoder == DecoderKind.LOG_LINEAR
                    && outcome.parameter("vocabularySize").equals("2000");
            table.row(
                    Decoders.name(decoder),
                    outcome.number("vocabularySize"),
                    outcome.median("subjectMs"),
                    outcome.median("referenceMs"),
                    outcome.spread("ratio").show(),
                    Bar.atMost(smallest ? 1.5 : 1.15).judge(outcome.median("ratio")));
        }
        return table.toString();
    }
}
