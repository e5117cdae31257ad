package io.wordtide.benchmarks;

import io.wordtide.benchmarks.BrokerTraffic.Topic;
import io.wordtide.schema.LearningReport;
import io.wordtide.streams.config.WordtideConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/**
 * One model on several {@link Instances}: documents per second, processor time, and what is written to the internal
 * topics. Broker and registry are in this JVM and share the processors with the instances.
 *
 * <p>Figures are of the second half of the stream, once everything is warm, unless they say otherwise. Bars: two
 * instances against one, processor time of four shards against that of one, and the traffic of four.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(1)
@Warmup(iterations = 0)
@Measurement(iterations = 3)
public class ShardsBenchmark {

    private static final int MOST_DOCUMENTS = 25000;
    private static final int QUICK_DOCUMENTS = 10000;

    /** Mini-batches that are worth sending. */
    private static final int MINI_BATCH = 500;

    /** As many documents as between two snapshots by default, 200 mini-batches of 50. */
    private static final int SNAPSHOT_INTERVAL = 20;

    private static final double KILO = 1e3;

    /** Parts of a mini-batch, and the instances that refine them. */
    public enum Layout {
        UNDIVIDED(1, 1),
        TWO_SHARDS(2, 1),
        TWO_INSTANCES(2, 2),
        FOUR_SHARDS(4, 1),
        FOUR_SHARDS_TWO_INSTANCES(4, 2);

        private final int shards;
        private final int instances;

        Layout(int shards, int instances) {
            this.shards = shards;
            this.instances = instances;
        }

        /** {@code 4, 1}. */
        String description() {
            return shards + ", " + instances;
        }
    }

    @Param
    public Layout layout;

    private final Path directory = Settings.scratch().resolve("shards");
    private StreamCluster cluster;
    private int runCount;

    /** In the form that JMH reads; of topics, bytes a document. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Figures {

        /** Documents per second. */
        public double rate;

        /** Processor time of all instances for a document, ms. */
        public double processorMs;

        /** Bags on their way to their model's task. */
        public double bags;

        /** Changelog of the journal. */
        public double journal;

        /** Changelog of the snapshots. */
        public double snapshots;

        /** Changelog of the document frequencies. */
        public double frequencies;

        /** Changelog of the recent documents. */
        public double recent;

        /** Mini-batches, and what has been refined, to replicas. */
        public double rounds;

        /** What replicas have refined. */
        public double refinedParts;

        /** Both, in the first half. */
        public double shardsAtFirst;

        /** Both. */
        public double shardsAtLast;

        private void set(Mark start, Mark middle, Mark end) {
            processorMs = (end.processorSeconds() - middle.processorSeconds())
                    * KILO
                    / (end.documents() - middle.documents());
            bags = end.bytesSince(middle, Topic.BAGS);
            journal = end.bytesSince(middle, Topic.JOURNAL);
            snapshots = end.bytesSince(middle, Topic.SNAPSHOTS);
            frequencies = end.bytesSince(middle, Topic.FREQUENCIES);
            recent = end.bytesSince(middle, Topic.RECENT);
            rounds = end.bytesSince(middle, Topic.ROUNDS);
            refinedParts = end.bytesSince(middle, Topic.REFINED_PARTS);
            shardsAtFirst = middle.bytesSince(start, Topic.ROUNDS) + middle.bytesSince(start, Topic.REFINED_PARTS);
            shardsAtLast = rounds + refinedParts;
        }
    }

    /** What had been learned, used and written at some time. */
    private record Mark(long documents, double processorSeconds, BrokerTraffic traffic) {

        /** Of a document. */
        double bytesSince(Mark earlier, Topic topic) {
            return (double) (traffic.of(topic) - earlier.traffic.of(topic)) / (documents - earlier.documents);
        }
    }

    @Setup(Level.Trial)
    public void setUp() throws IOException, InterruptedException {
        Settings.checkout().prepare();
        cluster = StreamCluster.start(directory, Settings.isQuick() ? QUICK_DOCUMENTS : MOST_DOCUMENTS);
    }

    @TearDown(Level.Trial)
    public void tearDown() throws IOException {
        cluster.close();
    }

    /** Learns the stream in one layout. */
    @Benchmark
    public void learn(Figures figures) throws IOException, InterruptedException {
        runCount++;
        WordtideConfig config = WordtideConfig.of(settings());
        try (Instances instances =
                Instances.start(layout.instances, settings(), directory.resolve(config.applicationId()))) {
            try {
                measure(config, instances, figures);
            } catch (IllegalStateException e) {
                throw new IllegalStateException(e.getMessage() + ": " + instances.logs(), e);
            }
            instances.stop();
        }
    }

    private void measure(WordtideConfig config, Instances instances, Figures figures) {
        int half = cluster.documentCount() / 2;
        List<Mark> marks = new ArrayList<>(List.of(mark(config, instances, 0)));
        List<LearningReport> all = cluster.reports(config, instances::areAlive, reports -> {
            long learned = reports.get(reports.size() - 1).getDocumentsSeen();
            if (marks.size() == 1 && learned >= half) {
                marks.add(mark(config, instances, learned));
            }
        });
        Mark end = mark(config, instances, all.get(all.size() - 1).getDocumentsSeen());
        figures.rate = GuaranteesBenchmark.rateOfSecondHalf(all);
        figures.set(marks.get(0), marks.get(1), end);
    }

    private static Mark mark(WordtideConfig config, Instances instances, long documents) {
        return new Mark(documents, instances.processorSeconds(), BrokerTraffic.of(config.applicationId()));
    }

    private Map<String, String> settings() {
        Map<String, String> settings = cluster.settings("shards-" + runCount);
        settings.put("wordtide.mini-batch.size", Integer.toString(MINI_BATCH));
        settings.put("wordtide.snapshot.interval", Integer.toString(SNAPSHOT_INTERVAL));
        if (layout.shards > 1) {
            settings.put("wordtide.model.shards", Integer.toString(layout.shards));
        }
        for (String setting : StreamFile.settings()) {
            settings.put(setting.split("=", 2)[0], setting.split("=", 2)[1]);
        }
        return settings;
    }

    static Experiment experiment() {
        return new Experiment(
                "shards",
                "One model on several instances with one processor each, mini-batches of " + MINI_BATCH + ", warm, "
                        + StreamFile.description(),
                ShardsBenchmark.class,
                ShardsBenchmark::tune,
                ShardsBenchmark::obstacle,
                ShardsBenchmark::table);
    }

    private static void tune(ChainedOptionsBuilder options, boolean quick) {
        if (quick) {
            options.measurementIterations(1);
        }
    }

    private static Optional<String> obstacle() {
        return Runtime.getRuntime().availableProcessors() > 1 && Files.isExecutable(Path.of("/usr/bin/taskset"))
                ? Optional.empty()
                : Optional.of("skipped: expected two processors and the program taskset");
    }

    private static String table(List<Outcome> outcomes) {
        Map<Layout, Outcome> byLayout = new EnumMap<>(Layout.class);
        outcomes.forEach(outcome -> byLayout.put(Layout.valueOf(outcome.parameter("layout")), outcome));
        return ShardsTable.of(byLayout);
    }
}
