package io.wordtide.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
 * What embedding costs, beside a small sentence transformer, all-MiniLM-L6-v2 in {@code ops/benchmarks/transformer}:
 * processor time for a million documents, largest resident memory, and how many labels the ten nearest vectors tell.
 *
 * <p>Three programs run in turn. {@code wordtide dev} learns and embeds the whole stream with the defaults: all that it
 * uses, start and end, broker and registry included. {@link EmbedderAlone} learns the same stream, and embeds labelled
 * documents that it has not learned with that model. The transformer embeds the same documents on one thread. Of the last
 * two, embedding is timed, without start and loading; both embed {@link #UNTIMED} documents before. Memory is that of the
 * whole programs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(1)
@Warmup(iterations = 0)
@Measurement(iterations = 3)
public class TransformerBenchmark {

    private static final String DIRECTORY = "ops/benchmarks/transformer";
    private static final String MAIN = "io.wordtide.transformer.Main";
    private static final int DOCUMENTS = 1_000;
    private static final int QUICK_DOCUMENTS = 100;
    private static final int UNTIMED = 50;
    private static final int NEIGHBOURS = 10;
    private static final double MILLION = 1e6;

    private final Path directory = Settings.scratch().resolve("transformer");
    private final Path streamFile = directory.resolve("stream.jsonl");
    private final Path sample = directory.resolve("sample.txt");
    private final Path vectors = directory.resolve("vectors.txt");
    private List<String> labels = List.of();

    @Param({LabelledStream.REUTERS, LabelledStream.NEWS})
    public String stream = "";

    /** In the form that JMH reads. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Figures {

        /** Processor time of {@code dev} for a million documents, s. */
        public double devSeconds;

        /** Its largest resident memory, all processes, MB. */
        public double devMb;

        /** Processor time to embed a million documents with a learned model, s. */
        public double ownSeconds;

        /** Largest resident memory of that program, learning included, MB. */
        public double ownMb;

        /** Share of documents whose label is that of most of their nearest. */
        public double ownAccuracy;

        /** Processor time of the transformer to embed a million documents, s. */
        public double peerSeconds;

        /** Its largest resident memory, MB. */
        public double peerMb;

        /** Share of documents whose label is that of most of their nearest. */
        public double peerAccuracy;

        /** Word pieces of a document that the transformer reads. */
        public double pieces;

        /** Share of the most frequent label. */
        public double mostFrequent;
    }

    @Setup
    public void setUp() throws IOException, InterruptedException {
        Settings.checkout().prepare();
        labels = LabelledStream.named(stream)
                .write(streamFile, sample, Settings.isQuick() ? QUICK_DOCUMENTS : DOCUMENTS);
    }

    /** Runs all three. */
    @Benchmark
    public void embed(Figures figures) throws IOException, InterruptedException {
        ChildJvm dev = dev();
        figures.devSeconds = dev.cost().processorSeconds() / dev.learned().documents() * MILLION;
        figures.devMb = dev.cost().residentMb();
        PrintedFigures own = PrintedFigures.of(
                Settings.checkout().program(EmbedderAlone.class, arguments(streamFile)), directory.resolve("own.log"));
        figures.ownSeconds = own.get("processorMs") / 1e3 * MILLION;
        figures.ownMb = own.residentMb();
        figures.ownAccuracy = NearestLabels.accuracy(NearestLabels.read(vectors), labels, NEIGHBOURS);
        PrintedFigures peer = PrintedFigures.of(peer(), directory.resolve("peer.log"));
        figures.peerSeconds = peer.get("processorMs") / 1e3 * MILLION;
        figures.peerMb = peer.residentMb();
        figures.peerAccuracy = NearestLabels.accuracy(NearestLabels.read(vectors), labels, NEIGHBOURS);
        figures.pieces = peer.get("tokens");
        figures.mostFrequent = NearestLabels.shareOfMostFrequent(labels);
    }

    private ChildJvm dev() throws IOException, InterruptedException {
        Path dataDirectory = directory.resolve("dev");
        StreamFile.delete(dataDirectory);
        ChildJvm dev = ChildJvm.run(
                Settings.checkout().dev(streamFile, dataDirectory, List.of()), directory.resolve("dev.log"));
        StreamFile.delete(dataDirectory);
        return dev;
    }

    /** What both programs read, after arguments of their own. */
    private List<String> arguments(Path... first) {
        return Stream.concat(
                        Stream.of(first).map(Path::toString),
                        Stream.of(sample.toString(), vectors.toString(), Integer.toString(UNTIMED)))
                .toList();
    }

    private static Path target() {
        return Settings.root().resolve(DIRECTORY).resolve("target");
    }

    private static Path jar() {
        return target().resolve("wordtide-transformer.jar");
    }

    private List<String> peer() {
        return Stream.concat(
                        Stream.of(
                                // the tokenizer's library would count its users and unpack into the home directory
                                "env",
                                "OPT_OUT_TRACKING=true",
                                "DJL_CACHE_DIR=" + target().resolve("native"),
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Xmx512m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                jar()
                                        + File.pathSeparator
                                        + target().resolve("lib").resolve("*"),
                                MAIN),
                        arguments().stream())
                .toList();
    }

    static Experiment experiment() {
        return new Experiment(
                "transformer",
                "What embedding costs, beside all-MiniLM-L6-v2 in ONNX Runtime on one thread",
                TransformerBenchmark.class,
                TransformerBenchmark::tune,
                TransformerBenchmark::obstacle,
                TransformerBenchmark::table);
    }

    private static void tune(ChainedOptionsBuilder options, boolean quick) {
        if (quick) {
            options.measurementIterations(1);
        }
    }

    private static Optional<String> obstacle() {
        if (!LabelledStream.areReadable()) {
            return Optional.of(Settings.missing("reuters21578 and 20news_bydate"));
        }
        return Files.isReadable(jar())
                ? Optional.empty()
                : Optional.of("skipped: expected " + jar() + ", found none; build it with " + DIRECTORY + "/build");
    }

    private static String table(List<Outcome> outcomes) {
        MarkdownTable table = new MarkdownTable(
                "stream",
                "program",
                "processor time for a million documents, s",
                "the transformer's ÷ that: min / median / max",
                "largest resident memory, MB",
                "labels told by the ten nearest",
                "by the most frequent label");
        for (Outcome outcome : outcomes) {
            String stream = outcome.parameter("stream");
            double mostFrequent = outcome.median("mostFrequent");
            table.row(
                    stream,
                    "`wordtide dev`: learn and embed",
                    outcome.median("devSeconds"),
                    outcome.ratio("peerSeconds", "devSeconds").show(),
                    outcome.median("devMb"),
                    "–",
                    "–");
            table.row(
                    stream,
                    "Wordtide: embed with a learned model",
                    outcome.median("ownSeconds"),
                    outcome.ratio("peerSeconds", "ownSeconds").show(),
                    outcome.median("ownMb"),
                    outcome.median("ownAccuracy"),
                    mostFrequent);
            table.row(
                    stream,
                    "all-MiniLM-L6-v2: embed, " + Math.round(outcome.median("pieces")) + " pieces a document",
                    outcome.median("peerSeconds"),
                    "1",
                    outcome.median("peerMb"),
                    outcome.median("peerAccuracy"),
                    mostFrequent);
        }
        return table.toString();
    }
}
