package io.wordtide.benchmarks;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.wordtide.cli.embedded.EmbeddedCluster;
import io.wordtide.schema.DeadLetterReason;
import io.wordtide.schema.Topics;
import io.wordtide.server.LearnerApp;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.processor.TokenizeProcessor;
import io.wordtide.streams.processor.TokenizeResult;
import io.wordtide.streams.topics.TopicCreator;
import io.wordtide.streams.topics.TopicReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * {@link FuzzedRecords}: ten million through the processor that decodes and tokenizes, and the first 100,000 of them
 * through a real broker and the whole application. Each record must have exactly one outcome, which is counted: routed
 * to a model or a dead letter; behind the broker embedded, skipped, waiting or a dead letter. An exception from the
 * processor, a second outcome or a failure of the application fails the benchmark. Compares the heap after a full
 * collection at the end with that after a quarter of the records. Bars: no record unaccounted for, no dead letter that
 * blames Wordtide itself ({@link DeadLetterReason#FAILED}), heap at most 1.1.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx1g", "-Dlog4j2.configurationFile=classpath:log4j2-fuzz.xml"})
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class FuzzBenchmark {

    private static final String TOKENIZER = "decoder and tokenizer";
    private static final String BROKER = "broker and application";
    private static final int BROKER_RECORDS = 100_000;
    private static final int QUICK_BROKER_RECORDS = 5_000;
    private static final long SEED = 1;

    /** Time without a new outcome after which the rest is taken for lost: thirty times the linger of a mini-batch. */
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    @Param({TOKENIZER, BROKER})
    public String through = TOKENIZER;

    private final Path directory = Settings.scratch().resolve("fuzz");

    /** In the form that JMH reads. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Figures {

        /** Records that went in. */
        public double records;

        /** Records that went to a model, or were learned or skipped by one, or wait for that. */
        public double accepted;

        /** Dead letters. */
        public double deadLetters;

        /** Dead letters that blame Wordtide itself. */
        public double failed;

        /** Records without an outcome. */
        public double unaccounted;

        /** Records per second. */
        public double rate;

        /** Heap after a quarter, MB. */
        public double quarterMegabytes;

        /** Heap at the end, MB. */
        public double endMegabytes;
    }

    @Setup
    public void setUp() throws IOException {
        StreamFile.delete(directory);
        Files.createDirectories(directory);
    }

    @TearDown
    public void tearDown() throws IOException {
        StreamFile.delete(directory);
    }

    /** One of the two. */
    @Benchmark
    public void process(Figures figures) throws IOException, InterruptedException, ExecutionException {
        if (through.equals(TOKENIZER)) {
            tokenize(figures);
        } else {
            learn(figures, Settings.isQuick() ? QUICK_BROKER_RECORDS : BROKER_RECORDS);
        }
    }

    private void tokenize(Figures figures) {
        WordtideConfig config = config("mock://fuzz", "localhost:9092");
        SchemaRegistryClient registry = config.schemaRegistry();
        FuzzedRecords records = records(config, registry);
        MockProcessorContext<byte[], TokenizeResult> context =
                new MockProcessorContext<>(new Properties(), new TaskId(0, 0), directory.toFile());
        context.setCurrentSystemTimeMs(0);
        TokenizeProcessor processor = new TokenizeProcessor(config, registry);
        processor.init(context);
        Map<DeadLetterReason, Long> deadLetters = new EnumMap<>(DeadLetterReason.class);
        int count = Settings.records();
        long start = System.nanoTime();
        for (int n = 0; n < count; n++) {
            context.setRecordMetadata("fuzz", 0, n);
            TokenizeResult result = outcome(processor, context, records.next(), n);
            figures.accepted += result.routed().size();
            result.refused().forEach(letter -> deadLetters.merge(letter.getReason(), 1L, Long::sum));
            if (n == count / 4) {
                figures.quarterMegabytes = EndlessStreamBenchmark.heapMegabytes();
            }
        }
        figures.rate = count / ((System.nanoTime() - start) / 1e9);
        figures.endMegabytes = EndlessStreamBenchmark.heapMegabytes();
        figures.records = count;
        account(figures, deadLetters);
        requireMetric(context, "documents-received-total", count);
        requireMetric(context, "documents-routed-total", figures.accepted);
        requireMetric(context, "documents-dead-lettered-total", figures.deadLetters);
        processor.close();
    }

    /** @throws IllegalStateException if the record has another number of outcomes than one */
    private static TokenizeResult outcome(
            TokenizeProcessor processor,
            MockProcessorContext<byte[], TokenizeResult> context,
            Record<byte[], byte[]> record,
            int n) {
        try {
            processor.process(record);
        } catch (RuntimeException | Error e) {
            throw new IllegalStateException(
                    "expected an outcome of record " + n + " of seed " + SEED + ", found an exception", e);
        }
        if (context.forwarded().size() != 1) {
            throw new IllegalStateException("expected one outcome of record " + n + " of seed " + SEED + ", found "
                    + context.forwarded().size());
        }
        TokenizeResult result = context.forwarded().get(0).record().value();
        context.resetForwards();
        return result;
    }

    private static void requireMetric(MockProcessorContext<?, ?> context, String name, double expected) {
        double found = context.metrics().metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals(name))
                .mapToDouble(metric -> ((Number) metric.getValue().metricValue()).doubleValue())
                .sum();
        if (found != expected) {
            throw new IllegalStateException("expected the metric " + name + " to be " + expected + ", found " + found);
        }
    }

    private void learn(Figures figures, int count) throws IOException, InterruptedException, ExecutionException {
        try (EmbeddedCluster cluster = EmbeddedCluster.start(directory.resolve("cluster"))) {
            WordtideConfig config = config(cluster.schemaRegistryUrl(), cluster.bootstrapServers());
            SchemaRegistryClient registry = config.schemaRegistry();
            Topics topics = config.topics(registry);
            TopicCreator.createAll(config, topics);
            send(records(config, registry), config, topics.documents().name(), count);
            long start = System.nanoTime();
            long waiting;
            try (LearnerApp app = LearnerApp.start(config)) {
                awaitOutcomes(app, config, topics, count, figures);
                figures.rate = count / ((System.nanoTime() - start) / 1e9);
                figures.endMegabytes = EndlessStreamBenchmark.heapMegabytes();
                waiting = app.waitingDocuments();
            }
            FuzzAccounts accounts = new FuzzAccounts(topics);
            try (TopicReader reader = new TopicReader(config.consumerProperties(), accounts.topics())) {
                reader.readToEnd(accounts::add);
            }
            figures.records = accounts.requireConsistent(count);
            figures.accepted = (double) accounts.embedded() + accounts.skipped() + waiting;
            account(figures, accounts.deadLetters());
        }
    }

    private static void send(FuzzedRecords records, WordtideConfig config, String topic, int count)
            throws InterruptedException, ExecutionException {
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                config.producerProperties(), new ByteArraySerializer(), new ByteArraySerializer())) {
            @Nullable Future<RecordMetadata> last = null;
            for (int n = 0; n < count; n++) {
                Record<byte[], byte[]> record = records.next();
                last = producer.send(
                        new ProducerRecord<>(topic, null, null, record.key(), record.value(), record.headers()));
            }
            producer.flush();
            if (last != null) {
                last.get();
            }
        }
    }

    /** Returns when each record has an outcome, or none has had one for long. */
    private static void awaitOutcomes(
            LearnerApp app, WordtideConfig config, Topics topics, int count, Figures figures) {
        FuzzAccounts accounts = new FuzzAccounts(topics);
        try (TopicReader reader = new TopicReader(config.consumerProperties(), accounts.topics())) {
            long last = System.nanoTime();
            while (accounts.outcomes() < count && System.nanoTime() - last < PATIENCE_NANOS) {
                if (app.failure().isPresent()) {
                    throw new IllegalStateException(
                            "expected the stream to continue, found a failure",
                            app.failure().get());
                }
                long before = accounts.outcomes();
                reader.poll().forEach(accounts::add);
                if (accounts.outcomes() > before) {
                    last = System.nanoTime();
                }
                if (figures.quarterMegabytes == 0 && accounts.outcomes() >= count / 4) {
                    figures.quarterMegabytes = EndlessStreamBenchmark.heapMegabytes();
                }
            }
        }
    }

    private static void account(Figures figures, Map<DeadLetterReason, Long> deadLetters) {
        figures.deadLetters =
                deadLetters.values().stream().mapToDouble(Long::doubleValue).sum();
        figures.failed = deadLetters.getOrDefault(DeadLetterReason.FAILED, 0L).doubleValue();
        figures.unaccounted = figures.records - figures.accepted - figures.deadLetters;
        System.err.println("dead letters by reason: " + deadLetters);
    }

    private FuzzedRecords records(WordtideConfig config, SchemaRegistryClient registry) {
        String topic = config.topics(registry).documents().name();
        return new FuzzedRecords(SEED, FuzzedRecords.SchemaIds.register(registry, topic));
    }

    /**
     * All analyzers, a model for each source, and fewer models than sources. What a model may keep is so little that it
     * has it after a quarter of the records: what grows then should not.
     */
    private WordtideConfig config(String registryUrl, String bootstrapServers) {
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("schema.registry.url", registryUrl);
        settings.put("state.dir", directory.resolve("streams").toString());
        settings.put("wordtide.analyzer", "auto");
        settings.put("wordtide.document.max.characters", Integer.toString(FuzzedTexts.MAX_CHARACTERS / 2));
        settings.put("wordtide.model.route", "source");
        settings.put("wordtide.models.maximum", "4");
        settings.put("wordtide.vocabulary.size", "500");
        settings.put("wordtide.vocabulary.half.life", "1000");
        settings.put("wordtide.mini-batch.size", "25");
        settings.put("wordtide.model.latent.size", "8");
        settings.put("wordtide.model.inference.replay.documents", "100");
        return WordtideConfig.of(settings);
    }

    static Experiment experiment() {
        return Experiment.of(
                "fuzz",
                "Fuzzed records, each with one outcome; heap at the end ÷ after a quarter",
                FuzzBenchmark.class,
                (options, quick) -> options.timeout(TimeValue.hours(4)), // the default is ten minutes
                FuzzBenchmark::table);
    }

    private static String table(List<Outcome> outcomes) {
        MarkdownTable table = new MarkdownTable(
                "through",
                "records",
                "accepted",
                "dead letters",
                "that blame Wordtide (bar 0)",
                "unaccounted for (bar 0)",
                "records/s",
                "heap after a quarter, MB",
                "at the end",
                "ratio",
                "bar");
        for (Outcome outcome : outcomes) {
            double ratio = outcome.median("endMegabytes") / outcome.median("quarterMegabytes");
            table.row(
                    outcome.parameter("through"),
                    whole(outcome.median("records")),
                    whole(outcome.median("accepted")),
                    whole(outcome.median("deadLetters")),
                    Bar.atMost(0).judge(outcome.median("failed")),
                    Bar.atMost(0).judge(outcome.median("unaccounted")),
                    whole(outcome.median("rate")),
                    outcome.median("quarterMegabytes"),
                    outcome.median("endMegabytes"),
                    ratio,
                    Bar.atMost(1.1).judge(ratio));
        }
        return table.toString();
    }

    private static String whole(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }
}
