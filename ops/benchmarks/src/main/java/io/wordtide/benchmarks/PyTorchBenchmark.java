package io.wordtide.benchmarks;

import io.wordtide.dlgm.Elbo;
import io.wordtide.dlgm.MiniBatch;
import io.wordtide.learn.LearnerConfig;
import io.wordtide.learn.OnlineLearner;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.SeededNoise.Purpose;
import io.wordtide.linalg.Workers;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentCounts;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.TfIdf;
import io.wordtide.text.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * A mini-batch of 500 documents in Wordtide against the same in PyTorch, on all processors: both learn the same
 * mini-batches in turn.
 *
 * <p>Wordtide also counts words and inputs, which PyTorch is given as tensors. PyTorch refines with as many steps of Adam
 * as the paper, whatever Wordtide does instead. Before anything is timed, both compute the bound of the first mini-batch
 * from the same parameters and noise; the table shows it, and a difference of more than 1e-4 of it is an error.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(1)
@Warmup(iterations = 6)
@Measurement(iterations = 9)
public class PyTorchBenchmark {

    private static final int MINI_BATCHES = 8;

    /** Without refinement a mini-batch is so short that as many are needed until the compilers of the JVM have ended. */
    private static final int UNREFINED_ROUNDS = 12;

    private static final int REFINED_ROUNDS = 2;
    private static final double LARGEST_DIFFERENCE = 1e-4;

    /** Decoder and refiner; 0 steps mean M = 1, in PyTorch too. */
    @Param({
        "log-linear:adam-0",
        "3-layer:adam-0",
        "log-linear:adam-99",
        "3-layer:adam-99",
        "log-linear:newton-5",
        "3-layer:fisher-16"
    })
    public String refinement;

    private List<BagOfWords> documents;
    private OnlineLearner learner;
    private PyTorchPeer peer;
    private double ourBound;
    private double peerBound;
    private int number;

    /** The bound of the first mini-batch, nats a document, by both. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Bounds {

        /** By Wordtide. */
        public double ours;

        /** By PyTorch. */
        public double peer;
    }

    @Setup(Level.Trial)
    public void setUp() throws IOException {
        Corpus corpus = Corpus.newsOrGenerated();
        RefinerChoice choice = RefinerChoice.parse(refinement);
        LearnerConfig config = choice.config();
        documents = corpus.training();
        learner = new OnlineLearner(config, corpus.vocabulary(), new DocumentFrequencies());
        Vocabulary vocabulary = corpus.vocabulary();
        PhasedLearner parts = new PhasedLearner(
                config, vocabulary.capacity(), new TfIdf(vocabulary, corpus.documentFrequencies()), Workers.shared());
        List<DocumentCounts> indexed = documents.stream().map(vocabulary::index).toList();
        Matrix noise = SeededNoise.of(1, 0, Purpose.EVALUATION).gaussian(config.batchSize(), config.latentSize());
        Path problem = Files.createDirectories(Settings.scratch()).resolve("pytorch.bin");
        PyTorchProblem.write(
                problem,
                choice.steps(peerSteps(choice)).config(),
                parts,
                noise,
                vocabulary.capacity(),
                IntStream.range(0, MINI_BATCHES)
                        .mapToObj(i -> Corpus.miniBatch(indexed, i, config.batchSize()))
                        .toList());
        peer = PyTorchPeer.start(problem, Runtime.getRuntime().availableProcessors());
        ourBound = bound(parts, Corpus.miniBatch(indexed, 0, config.batchSize()), noise);
        peerBound = peer.elbo() / config.batchSize();
        if (!(Math.abs(peerBound - ourBound) < LARGEST_DIFFERENCE * Math.abs(ourBound))) {
            throw new IllegalStateException(
                    "expected PyTorch's bound to be Wordtide's, " + ourBound + " nats a document, found " + peerBound);
        }
    }

    /** Steps of Adam that PyTorch refines with. */
    private static int peerSteps(RefinerChoice choice) {
        return choice.stepCount() == 0 ? 0 : LearnerConfig.paper().refinement().steps();
    }

    private static double bound(PhasedLearner parts, List<DocumentCounts> documents, Matrix noise) {
        try (MiniBatch miniBatch = parts.open(documents)) {
            return Elbo.evaluate(miniBatch, parts.propose(documents).psi(), noise, false)
                            .sum()
                    / documents.size();
        }
    }

    @TearDown(Level.Trial)
    public void tearDown() {
        peer.close();
    }

    /** Learns the next mini-batches with both. */
    @Benchmark
    public void learn(Pair pair, Bounds bounds) {
        int rounds = learner.config().refinement().steps() == 0 ? UNREFINED_ROUNDS : REFINED_ROUNDS;
        pair.alternate(rounds, this::learnNext, peer::learn);
        bounds.ours = ourBound;
        bounds.peer = peerBound;
    }

    private void learnNext() {
        learner.learn(Corpus.miniBatch(
                documents, number++ % MINI_BATCHES, learner.config().batchSize()));
    }

    static Experiment experiment() {
        return new Experiment(
                "pytorch",
                "Mini-batch of 500 in Wordtide ÷ in PyTorch 2.10, " + Corpus.description(),
                PyTorchBenchmark.class,
                PyTorchBenchmark::tune,
                () -> PyTorchPeer.isBuilt() ? Optional.empty() : Optional.of(PyTorchPeer.missing()),
                PyTorchBenchmark::table);
    }

    private static void tune(ChainedOptionsBuilder options, boolean quick) {
        if (quick) {
            options.param("refinement", "log-linear:adam-0", "3-layer:adam-0").measurementIterations(5);
        }
    }

    private static String table(List<Outcome> outcomes) {
        MarkdownTable table = new MarkdownTable(
                "decoder",
                "Wordtide's refiner",
                "PyTorch's refiner",
                "Wordtide, ms",
                "PyTorch, ms",
                "ratio: min / median / max",
                "bar",
                "first bound, nats a document: Wordtide's",
                "PyTorch's");
        for (Outcome outcome : outcomes) {
            String refinement = outcome.parameter("refinement");
            table.row(
                    RefinerChoice.decoderName(refinement),
                    RefinerChoice.refinerName(refinement),
                    "adam-" + peerSteps(RefinerChoice.parse(refinement)),
                    outcome.median("subjectMs"),
                    outcome.median("referenceMs"),
                    outcome.spread("ratio").show(),
                    Bar.atMost(bar(refinement)).judge(outcome.median("ratio")),
                    outcome.median("ours"),
                    outcome.median("peer"));
        }
        return table.toString();
    }

    private static double bar(String refinement) {
        return switch (refinement) {
            case "log-linear:adam-0" -> 0.6;
            case "3-layer:adam-0" -> 0.65;
            case "log-linear:adam-99" -> 0.5;
            case "3-layer:adam-99" -> 0.75;
            case "log-linear:newton-5" -> 0.1;
            case "3-layer:fisher-16" -> 0.17;
            default -> throw new IllegalArgumentException("expected a refinement with a bar, found " + refinement);
        };
    }
}
