package io.wordtide.benchmarks;

import io.wordtide.schema.LearningReport;
import io.wordtide.streams.config.WordtideConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/**
 * {@code ./wordtide run} with its defaults (exactly once, journal, snapshots) on a topic of documents that is there from
 * the start: documents per second of the second half, once everything is warm, and processor time and memory of its
 * process, without broker and registry, which run in this JVM. With {@code --against}, the other checkout's {@code run}
 * reads the same topic alternately. Bars: for the ratios to commit 2132eac.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(1)
@Warmup(iterations = 0)
@Measurement(iterations = 3)
public class RunBenchmark {

    private static final int MOST_DOCUMENTS = 25000;
    private static final int QUICK_DOCUMENTS = 6000;

    private final Path directory = Settings.scratch().resolve("run");
    private StreamCluster cluster;
    private int runCount;

    /** In the form that JMH reads; the other checkout's stay 0 without one. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Figures {

        /** Documents per second of the second half. */
        public double rate;

        /** Of the other checkout. */
        public double otherRate;

        /** Processor time from the start to the end of the process, s. */
        public double processorSeconds;

        /** Of the other checkout. */
        public double otherProcessorSeconds;

        /** Largest resident memory, MB. */
        public double residentMb;

        /** Of the other checkout. */
        public double otherResidentMb;
    }

    /** The figures of one process. */
    private record Result(double rate, Cost cost) {}

    @Setup(Level.Trial)
    public void setUp() throws IOException {
        cluster = StreamCluster.start(directory, Settings.isQuick() ? QUICK_DOCUMENTS : MOST_DOCUMENTS);
    }

    @TearDown(Level.Trial)
    public void tearDown() throws IOException {
        cluster.close();
    }

    /** Runs one, then the other; which comes first alternates from run to run. */
    @Benchmark
    public void learn(Figures figures) throws IOException, InterruptedException {
        runCount++;
        InTurn<Result> results = InTurn.measure(runCount, this::run);
        figures.rate = results.own().rate();
        figures.processorSeconds = results.own().cost().processorSeconds();
        figures.residentMb = results.own().cost().residentMb();
        results.other().ifPresent(other -> {
            figures.otherRate = other.rate();
            figures.otherProcessorSeconds = other.cost().processorSeconds();
            figures.otherResidentMb = other.cost().residentMb();
        });
    }

    private Result run(Checkout checkout) throws IOException, InterruptedException {
        String applicationId = (checkout.equals(Settings.checkout()) ? "this-" : "other-") + runCount;
        Map<String, String> settings = settings(applicationId);
        Path log = directory.resolve(applicationId + ".log");
        try (MeasuredProcess creation = MeasuredProcess.start(command(checkout, settings, "topics", "create"), log)) {
            creation.end();
        }
        try (MeasuredProcess process = MeasuredProcess.start(command(checkout, settings, "run"), log)) {
            List<LearningReport> reports = cluster.reports(WordtideConfig.of(settings), process::isAlive);
            return new Result(GuaranteesBenchmark.rateOfSecondHalf(reports), process.stop());
        } catch (IllegalStateException e) {
            throw new IllegalStateException(e.getMessage() + ": " + Files.readString(log), e);
        }
    }

    private static List<String> command(Checkout checkout, Map<String, String> settings, String... arguments) {
        List<String> command = checkout.wordtide(arguments);
        settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        return command;
    }

    private Map<String, String> settings(String applicationId) {
        Map<String, String> settings = cluster.settings(applicationId);
        for (String setting : StreamFile.settings()) {
            settings.put(setting.split("=", 2)[0], setting.split("=", 2)[1]);
        }
        return settings;
    }

    static Experiment experiment() {
        return Experiment.of(
                "run",
                "`wordtide run`, warm, exactly once, ÷ the build of `--against`, " + StreamFile.description(),
                RunBenchmark.class,
                RunBenchmark::tune,
                RunBenchmark::table);
    }

    private static void tune(ChainedOptionsBuilder options, boolean quick) {
        if (quick) {
            options.measurementIterations(1);
        }
    }

    private static String table(List<Outcome> outcomes) {
        Outcome outcome = outcomes.get(0);
        return new ComparisonTable()
                .ratio("documents/s of the second half", outcome, "rate", Bar.atLeast(1.6))
                .ratio("processor time of the process, s", outcome, "processorSeconds")
                .ratio("largest resident memory, MB", outcome, "residentMb", Bar.atMost(0.6))
                .toString();
    }
}
