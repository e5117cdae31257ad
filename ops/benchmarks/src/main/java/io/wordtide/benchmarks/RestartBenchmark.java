package io.wordtide.benchmarks;

import io.wordtide.cli.embedded.EmbeddedCluster;
import io.wordtide.ingest.DocumentSource;
import io.wordtide.ingest.Ingester;
import io.wordtide.schema.Topics;
import io.wordtide.server.LearnerApp;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.topics.TopicCreator;
import io.wordtide.streams.topics.TopicReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.ReplicaInfo;
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

/**
 * How long a large model takes to restart, and how much disk its changelogs take, after an hour's worth of them: the
 * preset {@code paper} at V = 10,000, whose snapshots have about 100 MB.
 *
 * <p>With its 99 refinement steps that preset learns a mini-batch of 500 in about 25 s, so an hour has 144 mini-batches
 * and, with a snapshot every fourth, 36 snapshots. Refinement adds nothing to what is written; it is left out here, so
 * that the hour takes minutes. The broker has less time to compact than in reality, so the disk taken is an upper
 * bound. Two mini-batches follow the last snapshot and are learned again; with refinement, each takes 25 s.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(value = 1, jvmArgsAppend = "-Xmx4g")
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class RestartBenchmark {

    private static final int VOCABULARY_SIZE = 10000;
    private static final int MINI_BATCH_SIZE = 500;
    private static final int MINI_BATCHES_AN_HOUR = 144;
    private static final int QUICK_MINI_BATCHES = 8;
    private static final int MINI_BATCHES_BEHIND = 2;

    private final Path directory = Settings.scratch().resolve("restart");
    private EmbeddedCluster cluster;
    private WordtideConfig config;
    private Topics topics;
    private DocumentSource documents;
    private int miniBatchCount;
    private long mostChangelogBytes;

    /** In the form that JMH reads. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Figures {

        /** Size of the changelogs at its largest, MB. */
        public double mostMegabytes;

        /** Size of the changelogs at the end, MB. */
        public double endMegabytes;

        /** From the start to the first new report, local state kept, s. */
        public double keptSeconds;

        /** From the start to the first new report, local state lost, s. */
        public double lostSeconds;
    }

    @Setup
    public void setUp() throws IOException {
        StreamFile.delete(directory);
        Path input = directory.resolve("stream.jsonl");
        int hour = Settings.isQuick() ? QUICK_MINI_BATCHES : MINI_BATCHES_AN_HOUR;
        StreamFile.generate(input, (hour + MINI_BATCHES_BEHIND + 2) * MINI_BATCH_SIZE, VOCABULARY_SIZE);
        Files.write(directory.resolve("vocabulary.txt"), ZipfDocuments.words(VOCABULARY_SIZE));
        cluster = EmbeddedCluster.start(directory.resolve("cluster"));
        config = config();
        topics = config.topics(config.schemaRegistry());
        TopicCreator.createAll(config, topics);
        documents = StreamFile.open(input);
        miniBatchCount = hour + MINI_BATCHES_BEHIND;
    }

    @TearDown
    public void tearDown() throws IOException {
        documents.close();
        cluster.close();
        StreamFile.delete(directory);
    }

    /** Learns an hour's worth, then restarts twice. */
    @Benchmark
    public void restart(Figures figures) throws IOException {
        feed(miniBatchCount);
        secondsToReport(miniBatchCount);
        figures.mostMegabytes = mostChangelogBytes / 1e6;
        figures.endMegabytes = changelogBytes() / 1e6;
        feed(1);
        figures.keptSeconds = secondsToReport(miniBatchCount + 1);
        feed(1);
        StreamFile.delete(directory.resolve("streams"));
        figures.lostSeconds = secondsToReport(miniBatchCount + 2);
    }

    private void feed(int miniBatches) throws IOException {
        try (Ingester ingester = new Ingester(config.producerProperties(), topics)) {
            ingester.ingest(new FirstDocuments(documents, miniBatches * MINI_BATCH_SIZE), counts -> {});
        }
    }

    /** Runs the application until this many reports exist. */
    private double secondsToReport(int count) {
        int seen = 0;
        try (TopicReader reader = new TopicReader(
                config.consumerProperties(), List.of(topics.learningReports().name()))) {
            long start = System.nanoTime();
            try (LearnerApp app = LearnerApp.start(config)) {
                while (seen < count) {
                    int found = reader.poll().count();
                    seen += found;
                    if (found > 0) {
                        mostChangelogBytes = Math.max(mostChangelogBytes, changelogBytes());
                    }
                    app.failure().ifPresent(failure -> {
                        throw new IllegalStateException("expected the application to run", failure);
                    });
                }
                return (System.nanoTime() - start) / 1e9;
            }
        }
    }

    /** Size of the changelogs on the broker's disk. */
    private long changelogBytes() {
        try (Admin admin = Admin.create(config.adminProperties())) {
            return admin
                    .describeLogDirs(admin.describeCluster().nodes().get().stream()
                            .map(node -> node.id())
                            .toList())
                    .allDescriptions()
                    .get()
                    .values()
                    .stream()
                    .flatMap(directories -> directories.values().stream())
                    .map(LogDirDescription::replicaInfos)
                    .flatMap(replicas -> replicas.entrySet().stream())
                    .filter(replica -> replica.getKey().topic().endsWith("-changelog"))
                    .map(Map.Entry::getValue)
                    .mapToLong(ReplicaInfo::size)
                    .sum();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("expected the broker to report the size of its logs", e);
        }
    }

    private WordtideConfig config() {
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", cluster.bootstrapServers());
        settings.put("schema.registry.url", cluster.schemaRegistryUrl());
        settings.put("state.dir", directory.resolve("streams").toString());
        settings.put("wordtide.model.preset", "paper");
        settings.put("wordtide.model.refinement.steps", "0");
        settings.put("wordtide.analyzer", "simple");
        settings.put(
                "wordtide.vocabulary.file", directory.resolve("vocabulary.txt").toString());
        settings.put("wordtide.mini-batch.linger.ms", "3600000");
        settings.put("wordtide.snapshot.interval", "4");
        return WordtideConfig.of(settings);
    }

    static Experiment experiment() {
        return Experiment.of(
                "restart",
                "A 3-layer model at V = 10,000 after an hour's worth of changelog",
                RestartBenchmark.class,
                (options, quick) -> {},
                RestartBenchmark::table);
    }

    private static String table(List<Outcome> outcomes) {
        MarkdownTable table = new MarkdownTable(
                "changelogs at their largest, MB",
                "at the end, MB",
                "first new report, local state kept, s",
                "local state lost, s");
        for (Outcome outcome : outcomes) {
            table.row(
                    outcome.median("mostMegabytes"),
                    outcome.median("endMegabytes"),
                    outcome.median("keptSeconds"),
                    outcome.median("lostSeconds"));
        }
        return table.toString();
    }
}
