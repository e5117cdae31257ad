package io.wordtide.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * what everything around the learner costs. With {@code --against}, the other checkout's {@code dev} runs as well, first
 * or last in turn.
 *
 * <p>All start cold, one after the other, on Reuters-21578 with the analyzer {@code simple} and a fixed vocabulary of
 * 5,000 words, or on generated documents. Documents are timed from the first one fed or read to the last one embedded or
 * learned, so that the last mini-batch's linger of 2 s is in the first; processor time and memory are those of the whole
 * command with the registry that it starts. Bars: for the ratio to the learner alone, and for the ratios
 * to commit 2132eac.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(1)
@Warmup(iterations = 0)
@Measurement(iterations = 3)
public class EndToEndBenchmark {

    private static final int MOST_DOCUMENTS = 25000;
    private static final int QUICK_DOCUMENTS = 4000;
    private static final double MILLION = 1e6;

    private final Path directory = Settings.scratch().resolve("end-to-end");
    private final Path input = directory.resolve("stream.jsonl");
    private int runCount;

    /** In the form that JMH reads; the other checkout's stay 0 without one. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Figures {

        /** Documents per second of {@code dev}. */
        public double rate;

        /** Of the other checkout. */
        public double otherRate;

        /** Documents per second of the learner. */
        public double alone;

        /** Those of {@code dev} divided by those of the learner. */
        public double ratio;

        /** Processor time of the whole command, s. */
        public double processorSeconds;

        /** Of the other checkout. */
        public double otherProcessorSeconds;

        /** The same for a million documents, s. */
        public double secondsAMillion;

        /** From the start to the page's first answer, s. */
        public double pageSeconds;

        /** Of the other checkout. */
        public double otherPageSeconds;

        /** That divided by the next. */
        public double pageToRow;

        /** From the start to the first row of figures, s. */
        public double firstRowSeconds;

        /** Of the other checkout. */
        public double otherFirstRowSeconds;

        /** Largest resident memory of all processes together, MB. */
        public double residentMb;

        /** Of the other checkout. */
        public double otherResidentMb;
    }

    @Setup
    public void setUp() throws IOException, InterruptedException {
        Settings.checkout().prepare();
        if (Settings.against().isPresent()) {
            Settings.against().get().prepare();
        }
        StreamFile.write(input, Settings.isQuick() ? QUICK_DOCUMENTS : MOST_DOCUMENTS);
    }

    /** Runs the whole of both checkouts, then the learner. */
    @Benchmark
    public void learn(Figures figures) throws IOException, InterruptedException {
        runCount++;
        InTurn<ChildJvm> both = InTurn.measure(runCount, this::dev);
        ChildJvm dev = both.own();
        figures.rate = dev.learned().documentsPerSecond();
        figures.processorSeconds = dev.cost().processorSeconds();
        figures.secondsAMillion = dev.cost().processorSeconds() / dev.learned().documents() * MILLION;
        figures.pageSeconds = dev.pageSeconds();
        figures.firstRowSeconds = dev.firstRowSeconds();
        figures.pageToRow = figures.pageSeconds / figures.firstRowSeconds;
        figures.residentMb = dev.cost().residentMb();
        both.other().ifPresent(other -> {
            figures.otherRate = other.learned().documentsPerSecond();
            figures.otherProcessorSeconds = other.cost().processorSeconds();
            figures.otherPageSeconds = other.pageSeconds();
            figures.otherFirstRowSeconds = other.firstRowSeconds();
            figures.otherResidentMb = other.cost().residentMb();
        });
        List<String> arguments = new ArrayList<>(List.of(input.toString()));
        arguments.addAll(StreamFile.settings());
        ChildJvm alone = ChildJvm.run(
                dev.otherProgram(LearnerAlone.class, arguments.toArray(String[]::new)), directory.resolve("alone.log"));
        figures.alone = alone.learned().documentsPerSecond();
        figures.ratio = figures.rate / figures.alone;
    }

    private ChildJvm dev(Checkout checkout) throws IOException, InterruptedException {
        Path dataDirectory = directory.resolve("dev");
        StreamFile.delete(dataDirectory);
        List<String> command = checkout.dev(input, dataDirectory, StreamFile.settings());
        ChildJvm dev = ChildJvm.run(command, directory.resolve("dev.log"));
        StreamFile.delete(dataDirectory);
        return dev;
    }

    static Experiment experiment() {
        return Experiment.of(
                "end-to-end",
                "`wordtide dev` ÷ the learner alone, and ÷ the build of `--against`, " + StreamFile.description(),
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
        Outcome outcome = outcomes.get(0);
        return new ComparisonTable()
                .ratio("documents/s", outcome, "rate", Bar.atLeast(2))
                .figure("of the learner alone, documents/s", outcome, "alone")
                .figure("documents/s ÷ the learner alone", outcome, "ratio", Bar.atLeast(0.75))
                .ratio("processor time of the whole command, s", outcome, "processorSeconds", Bar.atMost(0.55))
                .figure("processor time for a million documents, s", outcome, "secondsAMillion", Bar.atMost(1150))
                .ratio("until the first row of figures, s", outcome, "firstRowSeconds", Bar.atMost(0.5))
                .ratio("until the page answers, s", outcome, "pageSeconds")
                .figure("that ÷ until the first row", outcome, "pageToRow", Bar.below(1))
                .ratio("largest resident memory, all processes, MB", outcome, "residentMb", Bar.atMost(0.7))
                .toString();
    }
}
