package io.wordtide.benchmarks;

import io.wordtide.linalg.Workers;
import io.wordtide.refine.Refiner;
import io.wordtide.text.DocumentCounts;
import io.wordtide.text.TfIdf;
import io.wordtide.text.Vocabulary;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/**
 * What more processors gain for one mini-batch: its phases in a {@link PhasedLearner} with one thread and with two, and
 * from these what any number would gain ({@link CoresTable}). No bar.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(1)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
public class CoresBenchmark {

    /** Decoder and refiner. */
    @Param({"log-linear:newton-2", "3-layer:fisher-16"})
    public String refinement;

    /** Documents: the default, the paper's, and one that has grown. */
    @Param({"50", "500", "4000"})
    public int miniBatch;

    @Param({"1", "2"})
    public int threads;

    private Workers workers;
    private List<DocumentCounts> indexed;
    private PhasedLearner learner;
    private Refiner refiner;
    private int number;

    @Setup
    public void setUp() {
        Corpus corpus = Corpus.newsOrGenerated();
        Vocabulary vocabulary = corpus.vocabulary();
        indexed = corpus.training().stream().map(vocabulary::index).toList();
        RefinerChoice choice = RefinerChoice.parse(refinement);
        refiner = choice.refiner();
        workers = Workers.of(threads);
        learner = new PhasedLearner(
                choice.config(), vocabulary.capacity(), new TfIdf(vocabulary, corpus.documentFrequencies()), workers);
    }

    @TearDown
    public void tearDown() {
        workers.close();
    }

    /** Learns the next mini-batch. */
    @Benchmark
    public void learn(Phases phases) {
        learner.learn(Corpus.miniBatch(indexed, number++, miniBatch), refiner, phases);
    }

    static Experiment experiment() {
        return new Experiment(
                "cores",
                "One mini-batch on more processors, measured and on paper, " + Corpus.description(),
                CoresBenchmark.class,
                CoresBenchmark::tune,
                ThreadsBenchmark::obstacle,
                outcomes -> CoresTable.of(outcomes).toString());
    }

    private static void tune(ChainedOptionsBuilder options, boolean quick) {
        if (quick) {
            options.param("refinement", "log-linear:newton-2").measurementIterations(3);
        }
    }
}
