package io.wordtide.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/**
 * Documents per second through {@code ./wordtide dev} (broker, registry, exactly-once state, embeddings and words
 * published) against those of {@link LearnerAlone}, text analysis included, in a JVM started with the same options:
 * what everything around the learner costs.
 *
 * <p>Both start cold, one after the other, on Reuters-21578 or generated documents. Timed from the first document fed
 * or read to the last one embedded or learned, so that the last mini-batch's linger of 2 s is in the first. Bar: at
 * least 0.75.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(1)
@Warmup(iterations = 0)
@Measurement(iterations = 3)
public class EndToEndBenchmark {

    private static final int MOST_DOCUMENTS = 25000;
    private static final int QUICK_DOCUMENTS = 4000;

    private final Path input = Settings.scratch().resolve("stream.jsonl");

    /** Documents per second, in the form that JMH reads. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Rates {

        /** Of the whole. */
        public double endToEnd;

        /** Of the learner. */
        public double alone;

        /** The former divided by the latter. */
        public double ratio;
    }

    @Setup
    public void setUp() throws IOException {
        StreamFile.write(input, Settings.isQuick() ? QUICK_DOCUMENTS : MOST_DOCUMENTS);
    }

    /** Runs the whole, then the learner. */
    @Benchmark
    public void learn(Rates rates) throws IOException, InterruptedException {
        Path dataDirectory = Settings.scratch().resolve("dev");
        StreamFile.delete(dataDirectory);
        ChildJvm dev = ChildJvm.run(
                List.of(
                        Settings.root().resolve("wordtide").toString(),
                        "dev",
                        "--input",
                        input.toString(),
                        "--exit-when-done",
                        "--data-dir",
                        dataDirectory.toString()),
                Settings.scratch().resolve("dev.log"));
        ChildJvm alone = ChildJvm.run(
                dev.otherProgram(LearnerAlone.class, input.toString()),
                Settings.scratch().resolve("alone.log"));
        rates.endToEnd = dev.documentsPerSecond();
        rates.alone = alone.documentsPerSecond();
        rates.ratio = rates.endToEnd / rates.alone;
        StreamFile.delete(dataDirectory);
    }

    static Experiment experiment() {
        return Experiment.of(
                "end-to-end",
                "Documents a second of `wordtide dev` ÷ the learner alone, " + StreamFile.description(),
                EndToEndBenchmark.class,
                EndToEndBenchmark::tune,
                EndToEndBenchmark::table);
    }

    private static void tune(ChainedOptionsBuilder options, boolean quick) {
        if (quick) {
            options.measurementIterations(1);
        }
    }

    private static String table(List<Outcome> outcomes) {
        MarkdownTable table = new MarkdownTable(
                "`wordtide dev`, documents/s: min / median / max",
                "learner alone, documents/s",
                "ratio: min / median / max",
                "bar");
        for (Outcome outcome : outcomes) {
            table.row(
                    outcome.spread("endToEnd").showWhole(),
                    outcome.spread("alone").showWhole(),
                    outcome.spread("ratio").show(),
                    Bar.atLeast(0.75).judge(outcome.median("ratio")));
        }
        return table.toString();
    }
}
