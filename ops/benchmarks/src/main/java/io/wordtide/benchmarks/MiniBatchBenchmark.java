package io.wordtide.benchmarks;

import io.wordtide.learn.LearnerConfig;
import io.wordtide.learn.OnlineLearner;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentFrequencies;
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
 * A whole mini-batch of 500 documents, counted, refined, scored and learned, against one without refinement (the
 * paper's M = 1), on all processors: what a refiner costs.
 *
 * <p>Two learners learn the same mini-batches in turn, of 20 Newsgroups or of generated documents. No bar: what a
 * refiner gains in return is in {@link RefinersBenchmark}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(1)
@Warmup(iterations = 2)
@Measurement(iterations = 7)
public class MiniBatchBenchmark {

    /** Decoder and refiner; all of {@link RefinerChoice}. */
    @Param("log-linear:newton-2")
    public String refinement;

    private Corpus corpus;
    private OnlineLearner refining;
    private OnlineLearner plain;
    private int number;

    @Setup
    public void setUp() {
        corpus = Corpus.newsOrGenerated();
        RefinerChoice choice = RefinerChoice.parse(refinement);
        refining = learner(choice.config());
        plain = learner(choice.unrefined());
    }

    private OnlineLearner learner(LearnerConfig config) {
        return new OnlineLearner(config, corpus.vocabulary(), new DocumentFrequencies());
    }

    /** Learns the next mini-batch with both. */
    @Benchmark
    public void learn(Pair pair) {
        List<BagOfWords> miniBatch =
                Corpus.miniBatch(corpus.training(), number++, refining.config().batchSize());
        pair.alternate(2, () -> refining.learn(miniBatch), () -> plain.learn(miniBatch));
    }

    static Experiment experiment() {
        return Experiment.of(
                "minibatch",
                "Mini-batch of 500 with refinement ÷ without, " + Corpus.description(),
                MiniBatchBenchmark.class,
                MiniBatchBenchmark::tune,
                MiniBatchBenchmark::table);
    }

    private static void tune(ChainedOptionsBuilder options, boolean quick) {
        if (quick) {
            options.param("refinement", "log-linear:newton-2", "3-layer:adam-100")
                    .warmupIterations(1)
                    .measurementIterations(3);
        } else {
            options.param("refinement", RefinerChoice.ALL);
        }
    }

    private static String table(List<Outcome> outcomes) {
        MarkdownTable table =
                new MarkdownTable("decoder", "refiner", "with, ms", "without, ms", "ratio: min / median / max");
        for (Outcome outcome : outcomes) {
            table.row(
                    RefinerChoice.decoderName(outcome.parameter("refinement")),
                    RefinerChoice.refinerName(outcome.parameter("refinement")),
                    outcome.median("subjectMs"),
                    outcome.median("referenceMs"),
                    outcome.spread("ratio").show());
        }
        return table.toString();
    }
}
