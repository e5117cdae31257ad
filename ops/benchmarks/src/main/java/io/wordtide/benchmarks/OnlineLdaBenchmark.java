package io.wordtide.benchmarks;

import io.wordtide.ingest.DocumentSource;
import io.wordtide.ingest.ReadResult;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.TextAnalyzer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
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
 * One pass over Reuters-21578 beside online LDA of gensim and of scikit-learn: documents per second of the second half,
 * processor time, and the perplexity of the last quarter, each mini-batch scored before it is learned. All read the same
 * bags of words, made by the analyzer {@code simple}, with the same 5,000 words and 50 topics or latent dimensions.
 *
 * <p>{@code ops/benchmarks/peers/online_lda.py} says how the bounds of the peers are computed. Wordtide's is that at the
 * refined variational parameters, as the peers' are inferred for each document too; its mini-batches are those of the
 * {@code stream} preset, and it refines in all threads, while the peers use one: compare processor time.
 *
 * <p>See: Hoffman, Blei and Bach, "Online learning for latent Dirichlet allocation", NIPS 2010.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(1)
@Warmup(iterations = 0)
@Measurement(iterations = 3)
public class OnlineLdaBenchmark {

    private static final String WORDTIDE = "wordtide";
    private static final String GENSIM = "gensim";
    private static final String PYTHON = "/usr/bin/python3";
    private static final Path SCRIPT = Path.of("ops/benchmarks/peers/online_lda.py");
    private static final String TOPICS = "50";
    private static final int MOST_DOCUMENTS = 25_000;
    private static final int QUICK_DOCUMENTS = 4_000;

    private final Path directory = Settings.scratch().resolve("lda");
    private final Path bags = directory.resolve("bags.txt");
    private final Path log = directory.resolve("learner.log");

    @Param({WORDTIDE, GENSIM, "sklearn"})
    public String learner = "";

    /** In the form that JMH reads. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Figures {

        /** Documents scored and learned per second. */
        public double rate;

        /** Documents learned per second; NaN where one cannot be had without the other. */
        public double learningRate = Double.NaN;

        /** Processor time to score and learn a document, ms. */
        public double processorMs;

        /** Refined, or by the library's own bound. */
        public double perplexity;

        /** With the topics' posterior mean; NaN where there is none. */
        public double perplexityOfMean = Double.NaN;
    }

    /** Writes the bags of words that all of them read. */
    @Setup
    public void setUp() throws IOException {
        Path stream = directory.resolve("stream.jsonl");
        StreamFile.write(stream, Settings.isQuick() ? QUICK_DOCUMENTS : MOST_DOCUMENTS);
        try (TextAnalyzer analyzer = TextAnalyzer.named("simple");
                DocumentSource source = StreamFile.open(stream);
                BufferedWriter writer = Files.newBufferedWriter(bags)) {
            for (ReadResult result = source.next(); result != null; result = source.next()) {
                if (result instanceof ReadResult.Accepted accepted) {
                    writer.write(line(analyzer.analyze(LearnerAlone.text(accepted.document()))));
                    writer.newLine();
                }
            }
        }
    }

    /** Words and counts in turn. */
    private static String line(BagOfWords bag) {
        StringJoiner line = new StringJoiner(" ");
        for (int i = 0; i < bag.terms().size(); i++) {
            line.add(bag.terms().get(i)).add(Integer.toString(bag.counts()[i]));
        }
        return line.toString();
    }

    @Benchmark
    public void learn(Figures figures) throws IOException, InterruptedException {
        String vocabulary = StreamFile.vocabulary().toString();
        if (learner.equals(WORDTIDE)) {
            PrintedFigures found = PrintedFigures.of(
                    Settings.checkout()
                            .bagLearner(List.of(bags.toString(), vocabulary, TOPICS, Integer.toString(MOST_DOCUMENTS))),
                    log);
            figures.rate = found.get("rate");
            figures.processorMs = found.get("processorMs");
            figures.perplexity = found.get("perplexity");
            return;
        }
        List<String> command =
                new ArrayList<>(List.of(PYTHON, script().toString(), learner, bags.toString(), vocabulary));
        command.addAll(List.of("--topics", TOPICS));
        if (learner.equals(GENSIM)) {
            command.addAll(List.of("--alpha", "auto")); // scikit-learn cannot learn it
        }
        PrintedFigures found = PrintedFigures.of(command, log);
        figures.rate = found.get("rateWithScoring");
        figures.learningRate = found.get("rate");
        figures.processorMs = found.get("processorMsWithScoring");
        figures.perplexity = found.get("perplexity");
        figures.perplexityOfMean = found.get("perplexityOfMean");
    }

    private static Path script() {
        return Settings.root().resolve(SCRIPT);
    }

    static Experiment experiment() {
        return new Experiment(
                "lda",
                "One pass over Reuters-21578 beside online LDA, `simple`, fixed 5,000, K = 50",
                OnlineLdaBenchmark.class,
                OnlineLdaBenchmark::tune,
                OnlineLdaBenchmark::obstacle,
                OnlineLdaBenchmark::table);
    }

    private static void tune(ChainedOptionsBuilder options, boolean quick) {
        if (quick) {
            options.measurementIterations(1);
        }
    }

    private static Optional<String> obstacle() {
        if (!StreamFile.isReal()) {
            return Optional.of(Settings.missing("reuters21578"));
        }
        return canImport("gensim, sklearn")
                ? Optional.empty()
                : Optional.of("skipped: expected gensim and scikit-learn of " + PYTHON
                        + ", found at most one; on Debian: apt-get install python3-gensim python3-sklearn");
    }

    private static boolean canImport(String modules) {
        try {
            Process python = new ProcessBuilder(PYTHON, "-c", "import " + modules)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return python.waitFor(1, TimeUnit.MINUTES) && python.exitValue() == 0;
        } catch (IOException e) {
            return false; // no Python
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String table(List<Outcome> outcomes) {
        MarkdownTable table = new MarkdownTable(
                "learner",
                "scored and learned, documents/s: min / median / max",
                "÷ Wordtide",
                "learned only, documents/s",
                "processor time to score and learn a document, ms",
                "÷ Wordtide",
                "perplexity",
                "with the topics' posterior mean");
        Outcome wordtide = outcomes.get(0);
        for (Outcome outcome : outcomes) {
            table.row(
                    outcome.parameter("learner"),
                    outcome.spread("rate").showWhole(),
                    outcome.median("rate") / wordtide.median("rate"),
                    measured(outcome.median("learningRate")),
                    outcome.median("processorMs"),
                    outcome.median("processorMs") / wordtide.median("processorMs"),
                    outcome.median("perplexity"),
                    measured(outcome.median("perplexityOfMean")));
        }
        return table.toString();
    }

    private static Object measured(double figure) {
        return Double.isNaN(figure) ? "–" : (Object) figure;
    }
}
