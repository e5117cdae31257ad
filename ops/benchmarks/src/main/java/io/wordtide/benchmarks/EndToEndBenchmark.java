package io.wordtide.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
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
 * Documents a second through {@code ./wordtide dev} (broker, registry, exactly-once state, embeddings and words
 * published) against those of {@link LearnerAlone}, text analysis included, in a JVM started with the same options:
 * what everything around the learner costs.
 *
 * <p>Both from cold, one after the other, on Reuters-21578 or on generated documents. Timed from the first document fed
 * or read to the last one embedded or learned, so that the last mini-batch's linger of 2 s is in the first. Bar: at
 * least 0.75.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(1)
@Warmup(iterations = 0)
@Measurement(iterations = 3)
public class EndToEndBenchmark {

    private static final String REUTERS = "reuters21578/stream.jsonl.gz";
    private static final int MOST_DOCUMENTS = 25000;
    private static final int QUICK_DOCUMENTS = 4000;
    private static final int GENERATED_VOCABULARY_SIZE = 20000;
    private static final int GENERATED_DISTINCT_WORDS = 75;

    private final Path input = Settings.scratch().resolve("stream.jsonl");

    /** As JMH reads them, documents a second. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Rates {

        /** Of the whole. */
        public double endToEnd;

        /** Of the learner. */
        public double alone;

        /** The former divided by the latter. */
        public double ratio;
    }

    @Setup
    public void setUp() throws IOException {
        Files.createDirectories(Settings.scratch());
        int count = Settings.isQuick() ? QUICK_DOCUMENTS : MOST_DOCUMENTS;
        try (BufferedWriter writer = Files.newBufferedWriter(input)) {
            if (Settings.has(REUTERS)) {
                copyReuters(writer, count);
            } else {
                generate(writer, count);
            }
        }
    }

    private static void copyReuters(BufferedWriter writer, int count) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(Settings.data(REUTERS))), StandardCharsets.UTF_8))) {
            String line = reader.readLine();
            for (int i = 0; i < count && line != null; i++) {
                writer.write(line);
                writer.newLine();
                line = reader.readLine();
            }
        }
    }

    private static void generate(BufferedWriter writer, int count) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ZipfDocuments documents = new ZipfDocuments(GENERATED_VOCABULARY_SIZE, GENERATED_DISTINCT_WORDS, 1);
        for (int i = 0; i < count; i++) {
            writer.write(json.writeValueAsString(Map.of("id", Integer.toString(i), "text", documents.text())));
            writer.newLine();
        }
    }

    /** The whole, then the learner. */
    @Benchmark
    public void learn(Rates rates) throws IOException, InterruptedException {
        Path dataDirectory = Settings.scratch().resolve("dev");
        delete(dataDirectory);
        ChildJvm dev = ChildJvm.run(
                List.of(
                        Settings.root().resolve("wordtide").toString(),
                        "dev",
                        "--input",
                        input.toString(),
                        "--exit-when-done",
                        "--data-dir",
                        dataDirectory.toString()),
                Settings.scratch().resolve("dev.log"));
        ChildJvm alone = ChildJvm.run(
                dev.otherProgram(LearnerAlone.class, input.toString()),
                Settings.scratch().resolve("alone.log"));
        rates.endToEnd = dev.documentsPerSecond();
        rates.alone = alone.documentsPerSecond();
        rates.ratio = rates.endToEnd / rates.alone;
        delete(dataDirectory);
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> paths = Files.walk(directory)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    static Experiment experiment() {
        return Experiment.of(
                "end-to-end",
                "Documents a second of `wordtide dev` ÷ the learner alone, "
                        + (Settings.has(REUTERS)
                                ? "Reuters-21578"
                                : "generated documents with word frequencies like a language's (Zipf)"),
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
        MarkdownTable table = new MarkdownTable(
                "`wordtide dev`, documents/s: min / median / max",
                "learner alone, documents/s",
                "ratio: min / median / max",
                "bar");
        for (Outcome outcome : outcomes) {
            table.row(
                    outcome.spread("endToEnd").showWhole(),
                    outcome.spread("alone").showWhole(),
                    outcome.spread("ratio").show(),
                    Bar.atLeast(0.75).judge(outcome.median("ratio")));
        }
        return table.toString();
    }
}
