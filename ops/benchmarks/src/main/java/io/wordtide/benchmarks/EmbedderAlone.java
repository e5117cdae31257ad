package io.wordtide.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.wordtide.learn.ModelView;
import io.wordtide.learn.OnlineLearner;
import io.wordtide.learn.StepReport.EmbeddedDocument;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.text.DocumentAnalyzer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A program that learns a stream as {@link LearnerAlone} does, then embeds other documents with the learned model, as
 * {@code POST /v1/embed} does: analyzed and refined one after the other on one thread. Prints what embedding took in lines
 * {@code KEY VALUE}, and writes the vectors for {@link NearestLabels#read}.
 */
final class EmbedderAlone {

    private EmbedderAlone() {}

    /**
     * @param args the stream; file with a document a line; file of the vectors; how many documents to embed before the
     *     clock starts
     */
    public static void main(String[] args) throws IOException {
        WordtideConfig config = WordtideConfig.of(Map.of());
        LearnerAlone alone = new LearnerAlone(config);
        alone.learn(Path.of(args[0]));
        OnlineLearner learner = alone.learner();
        ModelView model = learner.view(learner.wordVectors());
        List<String> documents = Files.readAllLines(Path.of(args[1]));
        List<float[]> vectors = new ArrayList<>();
        try (DocumentAnalyzer analyzer = config.documentAnalyzer()) {
            for (String document : documents.subList(0, Math.min(documents.size(), Integer.parseInt(args[3])))) {
                embed(model, analyzer, document);
            }
            long start = processorNanos();
            for (String document : documents) {
                vectors.add(embed(model, analyzer, document));
            }
            print("processorMs", (processorNanos() - start) / 1e6 / documents.size());
        }
        write(Path.of(args[2]), vectors);
    }

    /** Zeros for a document without a known word. */
    private static float[] embed(ModelView model, DocumentAnalyzer analyzer, String document) {
        return model.embed(analyzer.analyze(document))
                .map(ModelView.ViewedDocument::document)
                .map(EmbeddedDocument::mean)
                .orElseGet(() -> new float[model.config().latentSize()]);
    }

    private static void write(Path file, List<float[]> vectors) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (float[] vector : vectors) {
                StringJoiner line = new StringJoiner(" ", "", "\n");
                for (float coordinate : vector) {
                    line.add(Float.toString(coordinate));
                }
                writer.write(line.toString());
            }
        }
    }

    /** Of all threads of this process. */
    private static long processorNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static void print(String key, double value) {
        System.out.printf(Locale.ROOT, "%s %s%n", key, value);
    }
}
