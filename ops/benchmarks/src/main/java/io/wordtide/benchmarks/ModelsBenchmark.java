package io.wordtide.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
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
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/**
 * How the cost of learning grows with the number of models: the same documents through {@code ./wordtide dev}, of one
 * source, or of many in turn, each of which has a model of its own with a living vocabulary. Processor time and memory
 * are those of the whole command.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(1)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class ModelsBenchmark {

    private static final int DOCUMENTS = 20_000;
    private static final int QUICK_DOCUMENTS = 3_000;

    private final Path directory = Settings.scratch().resolve("models");
    private final Path input = directory.resolve("stream.jsonl");

    @Param({"1", "10", "100", "1000"})
    public int models;

    /** In the form that JMH reads. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Figures {

        /** Documents per second. */
        public double rate;

        /** Processor time of the whole command for a document, ms. */
        public double processorMs;

        /** Largest resident memory of all processes together, MB. */
        public double residentMb;
    }

    @Setup
    public void setUp() throws IOException, InterruptedException {
        Settings.checkout().prepare();
        StreamFile.delete(directory);
        Path plain = directory.resolve("plain.jsonl");
        StreamFile.write(plain, Settings.isQuick() ? QUICK_DOCUMENTS : DOCUMENTS);
        ObjectMapper json = new ObjectMapper();
        try (BufferedReader lines = Files.newBufferedReader(plain);
                BufferedWriter writer = Files.newBufferedWriter(input)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                ObjectNode document = (ObjectNode) json.readTree(line);
                document.put("source", "source " + number++ % models);
                writer.write(json.writeValueAsString(document));
                writer.newLine();
            }
        }
    }

    @Benchmark
    public void learn(Figures figures) throws IOException, InterruptedException {
        List<String> command = Settings.checkout()
                .dev(
                        input,
                        directory.resolve("dev"),
                        List.of("wordtide.analyzer=simple", "wordtide.model.route=source"));
        ChildJvm dev = ChildJvm.run(command, directory.resolve("dev.log"));
        figures.rate = dev.learned().documentsPerSecond();
        figures.processorMs =
                dev.cost().processorSeconds() * 1e3 / dev.learned().documents();
        figures.residentMb = dev.cost().residentMb();
        StreamFile.delete(directory);
    }

    static Experiment experiment() {
        return Experiment.of(
                "models",
                "`wordtide dev` as the number of models grows, ÷ one model, " + StreamFile.description(),
                ModelsBenchmark.class,
                ModelsBenchmark::tune,
                ModelsBenchmark::table);
    }

    private static void tune(ChainedOptionsBuilder options, boolean quick) {
        if (quick) {
            options.param("models", "1", "100");
        }
    }

    private static String table(List<Outcome> outcomes) {
        MarkdownTable table = new MarkdownTable(
                "models",
                "documents/s",
                "÷ one model",
                "processor time of a document, ms",
                "÷ one model",
                "largest resident memory, all processes, MB",
                "÷ one model");
        Outcome one = outcomes.get(0);
        for (Outcome outcome : outcomes) {
            table.row(
                    outcome.number("models"),
                    outcome.median("rate"),
                    outcome.median("rate") / one.median("rate"),
                    outcome.median("processorMs"),
                    outcome.median("processorMs") / one.median("processorMs"),
                    outcome.median("residentMb"),
                    outcome.median("residentMb") / one.median("residentMb"));
        }
        return table.toString();
    }
}
