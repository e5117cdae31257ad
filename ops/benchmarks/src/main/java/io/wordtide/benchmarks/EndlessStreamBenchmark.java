package io.wordtide.benchmarks;

import io.wordtide.cli.embedded.EmbeddedCluster;
import io.wordtide.cli.plot.LineChart;
import io.wordtide.ingest.Ingester;
import io.wordtide.schema.LearningReport;
import io.wordtide.schema.Topics;
import io.wordtide.server.LearnerApp;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.topics.TopicCreator;
import io.wordtide.streams.topics.TopicReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Memory and local state while a million {@link ChurningDocuments} go through the application on a real broker in the
 * same process: resident memory (Linux), what is left of the heap after a full collection, and the size of the state
 * directory. The heap has its full size from the start, so that resident memory shows what grows outside of it. The
 * stores are compacted now and then, so their size rises and falls: the benchmark compares the largest values of the
 * last quarter with those of the second, by which the half-life of 50,000 documents has long taken effect. Bar: at most
 * 1.1.
 *
 * <p>Writes the course of all three to {@code endless-stream.png} and {@code .csv} in the scratch directory.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class EndlessStreamBenchmark {

    private static final int DOCUMENTS = 1_000_000;
    private static final int QUICK_DOCUMENTS = 50_000;
    private static final int SAMPLES = 50;

    /** Metrics of Kafka Streams about RocksDB, of each store, bytes. */
    private static final Set<String> MEMORY_OF_STORES =
            Set.of("block-cache-usage", "size-all-mem-tables", "estimate-table-readers-mem");

    private final Path directory = Settings.scratch().resolve("endless");
    private EmbeddedCluster cluster;
    private WordtideConfig config;
    private Topics topics;

    /** In the form that JMH reads: largest values of the last quarter, and their ratios to those of the second. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Figures {

        /** Resident memory, MB. */
        public double residentMegabytes;

        /** Growth of resident memory. */
        public double residentRatio;

        /** Growth of resident memory without what RocksDB holds. */
        public double othersRatio;

        /** Growth of what is left of the heap after a full collection. */
        public double heapRatio;

        /** State directory, MB. */
        public double stateMegabytes;

        /** Growth of the state directory. */
        public double stateRatio;

        /** Words that lost their row. */
        public double forgottenWords;
    }

    /** A sample of the process. */
    private record Sample(long documents, double residentMb, double storesMb, double heapMb, double stateMb) {}

    @Setup
    public void setUp() throws IOException {
        StreamFile.delete(directory);
        cluster = EmbeddedCluster.start(directory.resolve("cluster"));
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", cluster.bootstrapServers());
        settings.put("schema.registry.url", cluster.schemaRegistryUrl());
        settings.put("state.dir", directory.resolve("streams").toString());
        settings.put("wordtide.analyzer", "simple");
        settings.put("wordtide.vocabulary.size", "2000");
        settings.put("wordtide.model.latent.size", "32");
        config = WordtideConfig.of(settings);
        topics = config.topics(config.schemaRegistry());
        TopicCreator.createAll(config, topics);
    }

    @TearDown
    public void tearDown() throws IOException {
        cluster.close();
        StreamFile.delete(directory);
    }

    /** Feeds, learns and samples at the same time. */
    @Benchmark
    public void learn(Figures figures) throws IOException, InterruptedException {
        int count = Settings.isQuick() ? QUICK_DOCUMENTS : DOCUMENTS;
        AtomicReference<@Nullable Exception> broken = new AtomicReference<>();
        Thread feeder = new Thread(() -> {
            try (Ingester ingester = new Ingester(config.producerProperties(), topics)) {
                ingester.ingest(new ChurningDocuments(count), counts -> {});
            } catch (IOException | RuntimeException e) {
                broken.set(e);
            }
        });
        feeder.start();
        List<Sample> samples = new ArrayList<>();
        try (LearnerApp app = LearnerApp.start(config)) {
            figures.forgottenWords = (double) sampleWhileLearning(app, count, samples, broken);
        }
        feeder.join();
        write(samples);
        figures.residentMegabytes = course(samples, Sample::residentMb).largestOfQuarter(4);
        figures.residentRatio = course(samples, Sample::residentMb).growth();
        figures.othersRatio = course(samples, sample -> sample.residentMb() - sample.storesMb())
                .growth();
        figures.heapRatio = course(samples, Sample::heapMb).growth();
        figures.stateMegabytes = course(samples, Sample::stateMb).largestOfQuarter(4);
        figures.stateRatio = course(samples, Sample::stateMb).growth();
    }

    private static Course course(List<Sample> samples, ToDoubleFunction<Sample> megabytes) {
        return new Course(samples.stream().mapToDouble(megabytes).toArray());
    }

    private long sampleWhileLearning(
            LearnerApp app, int count, List<Sample> samples, AtomicReference<@Nullable Exception> broken)
            throws IOException {
        String name = topics.learningReports().name();
        long seen = 0;
        long forgotten = 0;
        try (TopicReader reader = new TopicReader(config.consumerProperties(), List.of(name))) {
            while (seen < count) {
                for (var record : reader.poll()) {
                    LearningReport report =
                            topics.learningReports().value().deserializer().deserialize(name, record.value());
                    seen = report.getDocumentsSeen();
                    forgotten += report.getForgottenWordCount();
                    if (seen >= (samples.size() + 1L) * count / SAMPLES) {
                        samples.add(new Sample(
                                seen,
                                Machine.memoryMb("VmRSS"),
                                storesMegabytes(app),
                                heapMegabytes(),
                                stateMegabytes()));
                    }
                }
                Exception failure = broken.get();
                if (failure != null || app.failure().isPresent()) {
                    throw new IllegalStateException(
                            "expected the stream to continue, found a failure",
                            failure != null ? failure : app.failure().get());
                }
            }
        }
        return forgotten;
    }

    /** Memory of the stores outside of the heap: cached blocks, what is not yet on disk, indexes and filters. */
    private static double storesMegabytes(LearnerApp app) {
        return app.metrics().entrySet().stream()
                .filter(metric -> MEMORY_OF_STORES.contains(metric.getKey().name()))
                .mapToDouble(metric -> ((Number) metric.getValue().metricValue()).doubleValue() / 1e6)
                .sum();
    }

    /** Heap used after a full collection: before one, it depends on when the last was. */
    static double heapMegabytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }

    private double stateMegabytes() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("streams"))) {
            return files.mapToLong(EndlessStreamBenchmark::size).sum() / 1e6;
        }
    }

    /** Size of a file, 0 if it has been deleted meanwhile. */
    private static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new IllegalStateException("expected to read the size of " + file, e);
        }
    }

    private static void write(List<Sample> samples) throws IOException {
        List<String> lines =
                new ArrayList<>(List.of("documents,resident_mb,stores_mb,heap_after_collection_mb,state_mb"));
        samples.forEach(sample -> lines.add("%d,%.1f,%.1f,%.1f,%.1f"
                .formatted(
                        sample.documents(),
                        sample.residentMb(),
                        sample.storesMb(),
                        sample.heapMb(),
                        sample.stateMb())));
        Files.write(Settings.scratch().resolve("endless-stream.csv"), lines);
        new LineChart(
                        "A million documents whose words come and go",
                        "documents",
                        "MB",
                        false,
                        List.of(
                                curve("resident memory", samples, 0, Sample::residentMb),
                                curve("stores in memory", samples, 1, Sample::storesMb),
                                curve("heap after a full collection", samples, 2, Sample::heapMb),
                                curve("local state", samples, 3, Sample::stateMb)))
                .write(Settings.scratch().resolve("endless-stream.png"));
    }

    private static LineChart.Curve curve(
            String name, List<Sample> samples, int colour, ToDoubleFunction<Sample> megabytes) {
        double[] documents = samples.stream()
                .mapToDouble(sample -> (double) sample.documents())
                .toArray();
        return new LineChart.Curve(
                name, documents, samples.stream().mapToDouble(megabytes).toArray(), colour, 0);
    }

    static Experiment experiment() {
        return Experiment.of(
                "endless",
                "Memory and state on " + (Settings.isQuick() ? "50,000" : "a million")
                        + " documents whose words come and go: last quarter, ÷ second quarter",
                EndlessStreamBenchmark.class,
                (options, quick) -> options.timeout(TimeValue.hours(2)), // the default is ten minutes
                EndlessStreamBenchmark::table);
    }

    private static String table(List<Outcome> outcomes) {
        MarkdownTable table = new MarkdownTable(
                "largest resident memory, MB",
                "growth",
                "growth without RocksDB",
                "growth of the heap after a full collection",
                "largest local state, MB",
                "growth",
                "words forgotten",
                "bar, growth of memory",
                "of the heap",
                "of state");
        for (Outcome outcome : outcomes) {
            table.row(
                    outcome.median("residentMegabytes"),
                    outcome.median("residentRatio"),
                    outcome.median("othersRatio"),
                    outcome.median("heapRatio"),
                    outcome.median("stateMegabytes"),
                    outcome.median("stateRatio"),
                    outcome.median("forgottenWords"),
                    Bar.atMost(1.1).judge(outcome.median("residentRatio")),
                    Bar.atMost(1.1).judge(outcome.median("heapRatio")),
                    Bar.atMost(1.1).judge(outcome.median("stateRatio")));
        }
        return table.toString();
    }
}
