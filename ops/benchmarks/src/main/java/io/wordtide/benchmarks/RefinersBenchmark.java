package io.wordtide.benchmarks;

import io.wordtide.learn.LearnerConfig.DecoderKind;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.annotations.AuxCounters;
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
 * What refiners gain in ELBO against the paper's, a hundred steps of Adam, from the same psi(x) under the same model,
 * early and late in its training on 20 Newsgroups without refinement, on documents held out and trained on.
 *
 * <p>The ELBO is averaged over 20 draws of noise that are the same for all. No bar: what it costs is in
 * {@link MiniBatchBenchmark}. Runs in the JVM of the command, so that each decoder is trained once.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(0)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class RefinersBenchmark {

    private static final int EARLY_EPOCHS = 8;
    private static final int LATE_EPOCHS = 60;
    private static final int QUICK_EARLY_EPOCHS = 3;
    private static final int QUICK_LATE_EPOCHS = 8;

    private static final Map<DecoderKind, TrainedDecoder> TRAINED = new EnumMap<>(DecoderKind.class);

    /** Stage of training. */
    @Param({"early", "late"})
    public String stage;

    /** Decoder and refiner: all of {@link RefinerChoice}. */
    @Param("log-linear:newton-2")
    public String refinement;

    private TrainedDecoder trained;

    /** In the form that JMH reads; shares are 0 to 1. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Figures {

        /** Of documents held out, nats per document. */
        public double heldOutGain;

        /** Of them, the share whose ELBO fell. */
        public double heldOutWorse;

        /** Of them, at psi(x), per document. */
        public double heldOutPerplexity;

        /** Of documents trained on, nats per document. */
        public double trainingGain;

        /** Of them, the share whose ELBO fell. */
        public double trainingWorse;
    }

    @Setup
    public void setUp() {
        trained = TRAINED.computeIfAbsent(
                RefinerChoice.parse(refinement).decoder(),
                decoder -> new TrainedDecoder(decoder, earlyEpochs(), lateEpochs()));
    }

    private static int earlyEpochs() {
        return Settings.isQuick() ? QUICK_EARLY_EPOCHS : EARLY_EPOCHS;
    }

    private static int lateEpochs() {
        return Settings.isQuick() ? QUICK_LATE_EPOCHS : LATE_EPOCHS;
    }

    /** Refines both sets of documents. */
    @Benchmark
    public void refine(Figures figures) {
        TrainedDecoder.Gains gains = trained.measure(stage.equals("late"), RefinerChoice.parse(refinement));
        figures.heldOutGain = gains.heldOut().gain();
        figures.heldOutWorse = gains.heldOut().worse();
        figures.heldOutPerplexity = gains.heldOut().perplexity();
        figures.trainingGain = gains.training().gain();
        figures.trainingWorse = gains.training().worse();
    }

    static Experiment experiment() {
        return new Experiment(
                "refiners",
                "Gain in ELBO against 100 steps of Adam, 20 Newsgroups, early (%d epochs) and late (%d)"
                        .formatted(earlyEpochs(), lateEpochs()),
                RefinersBenchmark.class,
                RefinersBenchmark::tune,
                () -> Settings.has(Corpus.NEWS) ? Optional.empty() : Optional.of(Settings.missing(Corpus.NEWS)),
                RefinersBenchmark::table);
    }

    private static void tune(ChainedOptionsBuilder options, boolean quick) {
        options.param("refinement", RefinerChoice.ALL);
    }

    private static String table(List<Outcome> outcomes) {
        MarkdownTable table = new MarkdownTable(
                "decoder",
                "stage",
                "refiner",
                "held out: gain, nats/document",
                "÷ adam-100",
                "made worse",
                "trained on: gain",
                "÷ adam-100",
                "made worse",
                "held-out perplexity at ψ(x)");
        List<Outcome> byStage = outcomes.stream()
                .sorted(Comparator.comparing(outcome -> outcome.parameter("stage")))
                .toList();
        for (Outcome outcome : byStage) {
            Outcome paper = paper(outcome, outcomes);
            table.row(
                    RefinerChoice.decoderName(outcome.parameter("refinement")),
                    outcome.parameter("stage"),
                    RefinerChoice.refinerName(outcome.parameter("refinement")),
                    outcome.median("heldOutGain"),
                    ratio(outcome, paper, "heldOutGain"),
                    percent(outcome.median("heldOutWorse")),
                    outcome.median("trainingGain"),
                    ratio(outcome, paper, "trainingGain"),
                    percent(outcome.median("trainingWorse")),
                    Math.round(outcome.median("heldOutPerplexity")));
        }
        return table.toString();
    }

    /** The paper's refiner with the same decoder at the same stage. */
    private static Outcome paper(Outcome outcome, List<Outcome> outcomes) {
        String name = RefinerChoice.decoderName(outcome.parameter("refinement")) + ":" + RefinerChoice.PAPER;
        return outcomes.stream()
                .filter(other -> other.parameter("refinement").equals(name)
                        && other.parameter("stage").equals(outcome.parameter("stage")))
                .findFirst()
                .orElseThrow();
    }

    private static String ratio(Outcome outcome, Outcome paper, String figure) {
        return String.format(Locale.ROOT, "%.2f", outcome.median(figure) / paper.median(figure));
    }

    private static String percent(double share) {
        return Math.round(100 * share) + " %";
    }
}
