package io.wordtide.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/**
 * How long a command takes that does next to nothing: the start of the JVM and of the command line, from {@code
 * ./wordtide} to its end; with {@code --against}, alternately with the other checkout's. The first run of each, which
 * finds nothing in the file cache, is not counted. Bar: for the ratio of {@code version} to commit 2132eac.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 10)
public class StartBenchmark {

    private static final int QUICK_ITERATIONS = 3;

    @Param({"version", "--help"})
    public String command = "";

    private int runCount;

    /** In the form that JMH reads; the other checkout's stay 0 without one. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Figures {

        /** From start to end, s. */
        public double seconds;

        /** Of the other checkout. */
        public double otherSeconds;

        /** Processor time, s. */
        public double processorSeconds;

        /** Of the other checkout. */
        public double otherProcessorSeconds;
    }

    /** Runs one, then the other; which comes first alternates from run to run. */
    @Benchmark
    public void start(Figures figures) throws IOException, InterruptedException {
        runCount++;
        InTurn<Cost> costs = InTurn.measure(runCount, this::cost);
        figures.seconds = costs.own().wallSeconds();
        figures.processorSeconds = costs.own().processorSeconds();
        costs.other().ifPresent(other -> {
            figures.otherSeconds = other.wallSeconds();
            figures.otherProcessorSeconds = other.processorSeconds();
        });
    }

    private Cost cost(Checkout checkout) throws IOException, InterruptedException {
        Path log = Settings.scratch().resolve("start.log");
        try (MeasuredProcess process = MeasuredProcess.start(checkout.wordtide(command), log);
                BufferedReader output = process.output()) {
            List<String> lines = output.lines().toList();
            Cost cost = process.end();
            if (process.exitValue() != 0 || lines.isEmpty()) {
                throw new IllegalStateException("expected " + checkout.root() + "/wordtide " + command
                        + " to print something and end with status 0, found status " + process.exitValue() + " and "
                        + lines.size() + " lines");
            }
            return cost;
        }
    }

    static Experiment experiment() {
        return Experiment.of(
                "start",
                "Commands that do next to nothing, ÷ the build of `--against`",
                StartBenchmark.class,
                StartBenchmark::tune,
                StartBenchmark::table);
    }

    private static void tune(ChainedOptionsBuilder options, boolean quick) {
        if (quick) {
            options.measurementIterations(QUICK_ITERATIONS);
        }
    }

    private static String table(List<Outcome> outcomes) {
        ComparisonTable table = new ComparisonTable();
        for (Outcome outcome : outcomes) {
            String command = "`" + outcome.parameter("command") + "`";
            if (outcome.parameter("command").equals("version")) {
                table.ratio(command + ", s", outcome, "seconds", Bar.atMost(0.4));
            } else {
                table.ratio(command + ", s", outcome, "seconds");
            }
            table.ratio(command + ", processor time, s", outcome, "processorSeconds");
        }
        return table.toString();
    }
}
