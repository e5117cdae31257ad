package io.wordtide.benchmarks;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.wordtide.schema.LearningReport;
import io.wordtide.server.LearnerApp;
import io.wordtide.streams.LearnerTopology;
import io.wordtide.streams.config.StepTiming;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.shard.Shards;
import io.wordtide.streams.store.LearnerStores;
import io.wordtide.streams.topics.TopicCreator;
import io.wordtide.streams.view.ModelViews;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
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
 * Documents per second of the application as it is (exactly once, with journal, snapshots and the window of duplicates)
 * against those of the same topology at least once, with stores in memory that would not survive a crash: what the
 * guarantees cost once everything is warm.
 *
 * <p>Both read the same topic on the same broker in this JVM, one after the other. Timed by the reports of the second
 * half of the stream. Bar: at least 0.92.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public class GuaranteesBenchmark {

    private static final int MOST_DOCUMENTS = 25000;
    private static final int QUICK_DOCUMENTS = 6000;

    private final Path directory = Settings.scratch().resolve("guarantees");
    private StreamCluster cluster;
    private int runCount;

    /** Documents per second, in the form that JMH reads. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Rates {

        /** Exactly once, with journal. */
        public double guarded;

        /** At least once, without. */
        public double unguarded;

        /** The former divided by the latter. */
        public double ratio;
    }

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
    public void learn(Rates rates) {
        runCount++;
        if (runCount % 2 == 0) {
            rates.guarded = guarded();
            rates.unguarded = unguarded();
        } else {
            rates.unguarded = unguarded();
            rates.guarded = guarded();
        }
        rates.ratio = rates.guarded / rates.unguarded;
    }

    private double guarded() {
        WordtideConfig config = config("guarded-" + runCount);
        TopicCreator.createAll(config, config.topics(config.schemaRegistry()));
        try (LearnerApp app = LearnerApp.start(config)) {
            return rate(config);
        }
    }

    private double unguarded() {
        WordtideConfig config = config("unguarded-" + runCount);
        SchemaRegistryClient registry = config.schemaRegistry();
        TopicCreator.createAll(config, config.topics(registry));
        LearnerTopology topology = new LearnerTopology(
                config, registry, new ModelViews(config.models()), Shards.alone(config), storesInMemory());
        Properties properties = topology.properties(new StepTiming(Duration.ZERO, 0, 0));
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        try (KafkaStreams streams = new KafkaStreams(topology.build(properties), properties)) {
            streams.start();
            return rate(config);
        }
    }

    /** Stores without changelogs: the journal is written to memory and nowhere else. */
    private static List<StoreBuilder<KeyValueStore<Bytes, byte[]>>> storesInMemory() {
        return LearnerStores.NAMES.stream()
                .map(store -> Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(store), Serdes.Bytes(), Serdes.ByteArray())
                        .withLoggingDisabled())
                .toList();
    }

    /** Waits for all reports; returns documents per second of the second half. */
    private double rate(WordtideConfig config) {
        return rateOfSecondHalf(cluster.reports(config, () -> true));
    }

    /** Documents a second between the report in the middle and the last. */
    static double rateOfSecondHalf(List<LearningReport> reports) {
        LearningReport middle = reports.get(reports.size() / 2);
        LearningReport last = reports.get(reports.size() - 1);
        double seconds =
                Duration.between(middle.getLearnedAt(), last.getLearnedAt()).toNanos() / 1e9;
        return (last.getDocumentsSeen() - middle.getDocumentsSeen()) / seconds;
    }

    private WordtideConfig config(String applicationId) {
        Map<String, String> settings = cluster.settings(applicationId);
        if (applicationId.startsWith("unguarded")) {
            settings.put("wordtide.duplicates", "learn");
            settings.put("wordtide.snapshot.interval", "1000000");
        }
        return WordtideConfig.of(settings);
    }

    static Experiment experiment() {
        return Experiment.of(
                "guarantees",
                "Documents a second with exactly-once and journal ÷ at least once without journal, warm, "
                        + StreamFile.description(),
                GuaranteesBenchmark.class,
                GuaranteesBenchmark::tune,
                GuaranteesBenchmark::table);
    }

    private static void tune(ChainedOptionsBuilder options, boolean quick) {
        if (quick) {
            options.measurementIterations(1);
        }
    }

    private static String table(List<Outcome> outcomes) {
        MarkdownTable table = new MarkdownTable(
                "with guarantees, documents/s: min / median / max",
                "without, documents/s",
                "ratio: min / median / max",
                "bar");
        for (Outcome outcome : outcomes) {
            table.row(
                    outcome.spread("guarded").showWhole(),
                    outcome.spread("unguarded").showWhole(),
                    outcome.spread("ratio").show(),
                    Bar.atLeast(0.92).judge(outcome.median("ratio")));
        }
        return table.toString();
    }
}
