package io.wordtide.benchmarks;

import io.wordtide.learn.OnlineLearner;
import io.wordtide.linalg.Workers;
import io.wordtide.refine.Refiner;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentCounts;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.TfIdf;
import io.wordtide.text.Vocabulary;
import java.util.ArrayList;
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
 * Where the time of a mini-batch of 500 documents goes, phase by phase, on all processors.
 *
 * <p>Timed in a {@link PhasedLearner}, against {@link OnlineLearner} with the same mini-batches, which does the same
 * and also counts words. No bar.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(1)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
public class PhasesBenchmark {

    private static final int ROUNDS = 2;

    /** In the order of a mini-batch, as {@link Phases} names them. */
    static final List<String> PHASES =
            List.of("open", "propose", "score", "refine", "check", "thetaGradient", "phiStep", "thetaStep");

    /** Decoder and refiner; 0 steps mean M = 1. */
    @Param({"log-linear:adam-0", "log-linear:newton-2", "3-layer:adam-0", "3-layer:adam-100", "3-layer:fisher-16"})
    public String refinement;

    private Corpus corpus;
    private List<DocumentCounts> indexed;
    private PhasedLearner phased;
    private OnlineLearner whole;
    private Refiner refiner;
    private int number;

    @Setup
    public void setUp() {
        corpus = Corpus.newsOrGenerated();
        Vocabulary vocabulary = corpus.vocabulary();
        indexed = corpus.training().stream().map(vocabulary::index).toList();
        RefinerChoice choice = RefinerChoice.parse(refinement);
        refiner = choice.refiner();
        phased = new PhasedLearner(
                choice.config(),
                vocabulary.capacity(),
                new TfIdf(vocabulary, corpus.documentFrequencies()),
                Workers.shared());
        whole = new OnlineLearner(choice.config(), corpus.vocabulary(), new DocumentFrequencies());
    }

    /** Learns the next mini-batch with both. */
    @Benchmark
    public void learn(Phases phases, Pair pair) {
        int size = whole.config().batchSize();
        List<BagOfWords> bags = Corpus.miniBatch(corpus.training(), number, size);
        List<DocumentCounts> documents = Corpus.miniBatch(indexed, number, size);
        number++;
        pair.alternate(ROUNDS, () -> phased.learn(documents, refiner, phases), () -> whole.learn(bags));
    }

    static Experiment experiment() {
        return Experiment.of(
                "phases",
                "Shares of a mini-batch of 500, " + Corpus.description(),
                PhasesBenchmark.class,
                PhasesBenchmark::tune,
                PhasesBenchmark::table);
    }

    private static void tune(ChainedOptionsBuilder options, boolean quick) {
        if (quick) {
            options.param("refinement", "log-linear:newton-2", "3-layer:adam-0").measurementIterations(3);
        }
    }

    private static String table(List<Outcome> outcomes) {
        List<String> headings = new ArrayList<>(List.of("decoder", "refiner", "sum, ms"));
        headings.addAll(List.of(
                "open",
                "propose",
                "score",
                "refine",
                "check",
                "θ gradient",
                "φ step",
                "θ step",
                "sum ÷ OnlineLearner"));
        MarkdownTable table = new MarkdownTable(headings.toArray(String[]::new));
        for (Outcome outcome : outcomes) {
            List<Object> cells = new ArrayList<>();
            cells.add(RefinerChoice.decoderName(outcome.parameter("refinement")));
            cells.add(RefinerChoice.refinerName(outcome.parameter("refinement")));
            double sum = PHASES.stream().mapToDouble(outcome::median).sum();
            cells.add(sum / ROUNDS);
            for (String phase : PHASES) {
                cells.add(String.format(Locale.ROOT, "%.1f %%", 100 * outcome.median(phase) / sum));
            }
            cells.add(outcome.spread("ratio").show());
            table.row(cells.toArray());
        }
        return table.toString();
    }
}
