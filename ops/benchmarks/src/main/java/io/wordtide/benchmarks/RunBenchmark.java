package io.wordtide.benchmarks;

import io.wordtide.cli.embedded.EmbeddedCluster;
import io.wordtide.ingest.DocumentSource;
import io.wordtide.ingest.Ingester;
import io.wordtide.schema.LearningReport;
import io.wordtide.schema.Topics;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.topics.TopicCreator;
import io.wordtide.streams.topics.TopicReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * reads the same topic alternately. Bars: what issue 18 wants of the ratios to commit 2132eac.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(1)
@Warmup(iterations = 0)
@Measurement(iterations = 3)
public class RunBenchmark {

    private static final int MOST_DOCUMENTS = 25000;
    private static final int QUICK_DOCUMENTS = 6000;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(3);

    private final Path directory = Settings.scratch().resolve("run");
    private EmbeddedCluster cluster;
    private int documentCount;
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
        StreamFile.delete(directory);
        Path input = directory.resolve("stream.jsonl");
        StreamFile.write(input, Settings.isQuick() ? QUICK_DOCUMENTS : MOST_DOCUMENTS);
        cluster = EmbeddedCluster.start(directory.resolve("cluster"));
        WordtideConfig config = WordtideConfig.of(settings("feed"));
        Topics topics = config.topics(config.schemaRegistry());
        TopicCreator.createAll(config, topics);
        try (Ingester ingester = new Ingester(config.producerProperties(), topics);
                DocumentSource source = StreamFile.open(input)) {
            ingester.ingest(source, counts -> {});
            documentCount = (int) ingester.counts().sent();
        }
    }

    @TearDown(Level.Trial)
    public void tearDown() throws IOException {
        cluster.close();
        StreamFile.delete(directory);
    }

    /** Runs one, then the other; which comes first alternates from run to run. */
    @Benchmark
    public void learn(Figures figures) throws IOException, InterruptedException {
        runCount++;
        Optional<Checkout> other = Settings.against();
        if (other.isPresent() && runCount % 2 == 0) {
            measureOther(other.get(), figures);
        }
        Result result = run(Settings.checkout(), "this-" + runCount);
        figures.rate = result.rate();
        figures.processorSeconds = result.cost().processorSeconds();
        figures.residentMb = result.cost().residentMb();
        if (other.isPresent() && runCount % 2 == 1) {
            measureOther(other.get(), figures);
        }
    }

    private void measureOther(Checkout other, Figures figures) throws IOException, InterruptedException {
        Result result = run(other, "other-" + runCount);
        figures.otherRate = result.rate();
        figures.otherProcessorSeconds = result.cost().processorSeconds();
        figures.otherResidentMb = result.cost().residentMb();
    }

    private Result run(Checkout checkout, String applicationId) throws IOException, InterruptedException {
        Map<String, String> settings = settings(applicationId);
        Path log = directory.resolve(applicationId + ".log");
        try (MeasuredProcess creation = MeasuredProcess.start(command(checkout, settings, "topics", "create"), log)) {
            creation.end();
        }
        try (MeasuredProcess process = MeasuredProcess.start(command(checkout, settings, "run"), log)) {
            List<LearningReport> reports = reports(WordtideConfig.of(settings), process, log);
            return new Result(GuaranteesBenchmark.rateOfSecondHalf(reports), process.stop());
        }
    }

    private static List<String> command(Checkout checkout, Map<String, String> settings, String... arguments) {
        List<String> command = checkout.wordtide(arguments);
        settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        return command;
    }

    /** Waits for the reports of all full mini-batches, as long as they keep coming. */
    private List<LearningReport> reports(WordtideConfig config, MeasuredProcess process, Path log) throws IOException {
        Topics topics = config.topics(config.schemaRegistry());
        String name = topics.learningReports().name();
        int expected = documentCount / config.learner().batchSize();
        List<LearningReport> reports = new ArrayList<>();
        try (TopicReader reader = new TopicReader(config.consumerProperties(), List.of(name))) {
            long lastReport = System.nanoTime();
            while (reports.size() < expected) {
                if (!process.isAlive()) {
                    throw new IllegalStateException(
                            "expected the application to learn, found that it ended: " + Files.readString(log));
                }
                int before = reports.size();
                reader.poll()
                        .forEach(record -> reports.add(
                                topics.learningReports().value().deserializer().deserialize(name, record.value())));
                if (reports.size() > before) {
                    lastReport = System.nanoTime();
                } else if (System.nanoTime() - lastReport > LONGEST_WAIT.toNanos()) {
                    throw new IllegalStateException("expected a report within " + LONGEST_WAIT.toMinutes()
                            + " minutes, found none after " + before + " of " + expected + ": "
                            + Files.readString(log));
                }
            }
        }
        return reports.subList(0, expected);
    }

    /** All applications share the topic of documents, and nothing else. */
    private Map<String, String> settings(String applicationId) {
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", cluster.bootstrapServers());
        settings.put("schema.registry.url", cluster.schemaRegistryUrl());
        settings.put("state.dir", directory.resolve("streams").toString());
        settings.put("wordtide.application.id", applicationId);
        settings.put("wordtide.topic.documents", "documents");
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
