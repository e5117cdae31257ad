package io.wordtide.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wordtide.cli.embedded.EmbeddedCluster;
import io.wordtide.ingest.DocumentSource;
import io.wordtide.ingest.Ingester;
import io.wordtide.ingest.ReadResult;
import io.wordtide.schema.Document;
import io.wordtide.server.LearnerApp;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.topics.TopicCreator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
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
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/**
 * 200 requests per second during learning: half for the neighbours of a word, half for the embedding of a text of about
 * 110 words. Broker, application and client share the machine and a process.
 *
 * <p>Requests are sent on a schedule, whether or not earlier ones were answered; their latency counts from when they
 * were due. The rate of learning under load is divided by the mean of the rates in the quiet times before and after.
 * Bar: no error, and at least 0.8 of the rate.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 0)
@Measurement(iterations = 3)
public class HttpLoadBenchmark {

    private static final int REQUESTS_PER_SECOND = 200;
    private static final int LOAD_SECONDS = 60;
    private static final int QUIET_SECONDS = 30;
    private static final int QUICK_SECONDS = 10;
    private static final int VOCABULARY_SIZE = 20_000;
    private static final int DISTINCT_WORDS = 75;
    private static final int TEXTS = 200;
    private static final int MOST_AHEAD = 20_000; // documents
    private static final int OK = 200;
    private static final long POLL_NANOS = 200_000_000;

    private final Path directory = Settings.scratch().resolve("http-load");
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private EmbeddedCluster cluster;
    private LearnerApp app;
    private Thread feeder;
    private URI address;
    private List<HttpRequest> requests;

    /** In the form that JMH reads. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Figures {

        /** Median latency, ms. */
        public double p50;

        /** 99th percentile of the latency, ms. */
        public double p99;

        /** Longest latency, ms. */
        public double max;

        /** Answers that were not 200. */
        public double errors;

        /** Documents per second without requests. */
        public double quiet;

        /** Documents per second under load. */
        public double asked;

        /** The latter divided by the former. */
        public double ratio;
    }

    @Setup
    public void setUp() throws IOException, InterruptedException {
        StreamFile.delete(directory);
        cluster = EmbeddedCluster.start(directory.resolve("cluster"));
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", cluster.bootstrapServers());
        settings.put("schema.registry.url", cluster.schemaRegistryUrl());
        settings.put("state.dir", directory.resolve("streams").toString());
        settings.put("wordtide.analyzer", "simple");
        settings.put("wordtide.http.port", "0");
        settings.put("wordtide.http.requests.per.second", "10000");
        WordtideConfig config = WordtideConfig.of(settings);
        TopicCreator.createAll(config, config.topics(config.schemaRegistry()));
        app = LearnerApp.start(config);
        feeder = new Thread(() -> feed(config));
        feeder.start();
        address = app.address().orElseThrow();
        requests = requests();
    }

    private void feed(WordtideConfig config) {
        try (Ingester ingester = new Ingester(config.producerProperties(), config.topics(config.schemaRegistry()))) {
            ingester.ingest(new Endless(), counts -> {});
        } catch (IOException e) {
            throw new IllegalStateException("expected to feed documents", e);
        }
    }

    /** Documents without end until stopped, no faster than the learner can take them. */
    private final class Endless implements DocumentSource {

        private final ZipfDocuments documents = new ZipfDocuments(VOCABULARY_SIZE, DISTINCT_WORDS, 1);
        private long next;
        private long allowed = MOST_AHEAD;

        /** Polls the learner only now and then, since it has many metrics. */
        private long waitForMore() {
            long most = seen() + MOST_AHEAD;
            while (!stopped.get() && most < next + MOST_AHEAD / 2) {
                LockSupport.parkNanos(POLL_NANOS);
                most = seen() + MOST_AHEAD;
            }
            return most;
        }

        @Override
        public @Nullable ReadResult next() {
            if (next == allowed) {
                allowed = waitForMore();
            }
            if (stopped.get()) {
                return null;
            }
            next++;
            return new ReadResult.Accepted(Document.newBuilder()
                    .setId(Long.toString(next))
                    .setText(documents.text())
                    .setTitle(null)
                    .setSource(null)
                    .setLanguage(null)
                    .setPublishedAt(null)
                    .build());
        }

        @Override
        public void close() {
            // nothing to close
        }
    }

    /** Documents embedded so far. */
    private long seen() {
        return Math.round(app.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("documents-embedded-total"))
                .mapToDouble(metric -> ((Number) metric.getValue().metricValue()).doubleValue())
                .sum());
    }

    /** Waits for word vectors, then alternates words of the map and generated texts. */
    private List<HttpRequest> requests() throws IOException, InterruptedException {
        HttpRequest map = HttpRequest.newBuilder(address.resolve("/v1/map?count=" + TEXTS))
                .build();
        HttpResponse<String> answer = client.send(map, BodyHandlers.ofString());
        while (answer.statusCode() != OK) {
            LockSupport.parkNanos(POLL_NANOS);
            answer = client.send(map, BodyHandlers.ofString());
        }
        ZipfDocuments documents = new ZipfDocuments(VOCABULARY_SIZE, DISTINCT_WORDS, 2);
        List<HttpRequest> built = new ArrayList<>();
        for (JsonNode word : json.readTree(answer.body()).get("words")) {
            built.add(HttpRequest.newBuilder(
                            address.resolve("/v1/words/" + word.get("word").asText() + "/neighbours"))
                    .build());
            built.add(HttpRequest.newBuilder(address.resolve("/v1/embed"))
                    .header("Content-Type", "text/plain")
                    .POST(BodyPublishers.ofString(documents.text()))
                    .build());
        }
        return built;
    }

    @TearDown
    public void tearDown() throws IOException, InterruptedException {
        stopped.set(true);
        feeder.join();
        app.close();
        cluster.close();
        StreamFile.delete(directory);
    }

    /** Measures without requests, under load, and again without requests. */
    @Benchmark
    public void ask(Figures figures) throws InterruptedException {
        int quietSeconds = Settings.isQuick() ? QUICK_SECONDS : QUIET_SECONDS;
        int loadSeconds = Settings.isQuick() ? QUICK_SECONDS : LOAD_SECONDS;
        load(quietSeconds); // warm
        double before = rate(() -> TimeUnit.SECONDS.sleep(quietSeconds));
        List<Answer> answers = new ArrayList<>();
        figures.asked = rate(() -> answers.addAll(load(loadSeconds)));
        double after = rate(() -> TimeUnit.SECONDS.sleep(quietSeconds));
        figures.quiet = (before + after) / 2;
        figures.ratio = figures.asked / figures.quiet;
        double[] latencies = answers.stream().mapToDouble(Answer::latencyMs).toArray();
        figures.p50 = Percentile.of(latencies, 50);
        figures.p99 = Percentile.of(latencies, 99);
        figures.max = Percentile.of(latencies, 100);
        figures.errors = (double)
                answers.stream().filter(answer -> answer.status() != OK).count();
    }

    /** What is done during a measurement. */
    private interface Work {
        void run() throws InterruptedException;
    }

    /** Documents per second. */
    private double rate(Work work) throws InterruptedException {
        long start = System.nanoTime();
        long before = seen();
        work.run();
        return (seen() - before) / ((System.nanoTime() - start) / 1e9);
    }

    /** @param status of HTTP, 0 if there was no answer */
    private record Answer(int status, double latencyMs) {}

    private List<Answer> load(int seconds) {
        long start = System.nanoTime();
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < seconds * REQUESTS_PER_SECOND; i++) {
            long due = start + i * TimeUnit.SECONDS.toNanos(1) / REQUESTS_PER_SECOND;
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            answers.add(client.sendAsync(requests.get(i % requests.size()), BodyHandlers.discarding())
                    .handle((answer, failure) ->
                            new Answer(failure == null ? answer.statusCode() : 0, (System.nanoTime() - due) / 1e6)));
        }
        return answers.stream().map(CompletableFuture::join).toList();
    }

    static Experiment experiment() {
        return Experiment.of(
                "http-load",
                "200 requests/s over HTTP beside learning, neighbours and embeddings",
                HttpLoadBenchmark.class,
                HttpLoadBenchmark::tune,
                HttpLoadBenchmark::table);
    }

    private static void tune(ChainedOptionsBuilder options, boolean quick) {
        if (quick) {
            options.measurementIterations(1);
        }
    }

    private static String table(List<Outcome> outcomes) {
        MarkdownTable table = new MarkdownTable(
                "latency p50, ms: min / median / max",
                "p99, ms",
                "longest, ms",
                "errors",
                "documents/s while quiet",
                "while asked",
                "ratio: min / median / max",
                "bar");
        for (Outcome outcome : outcomes) {
            table.row(
                    outcome.spread("p50").show(),
                    outcome.spread("p99").show(),
                    outcome.spread("max").showWhole(),
                    outcome.spread("errors").showWhole(),
                    outcome.spread("quiet").showWhole(),
                    outcome.spread("asked").showWhole(),
                    outcome.spread("ratio").show(),
                    Bar.atLeast(0.8).judge(outcome.median("ratio")));
        }
        return table.toString();
    }
}
