package io.wordtide.transformer;

import ai.onnxruntime.OrtException;
import com.sun.management.OperatingSystemMXBean;
import io.wordtide.transformer.SentenceTransformer.Embedded;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * Embeds the documents of a file, prints what that took in lines {@code KEY VALUE}, and writes the vectors: those of a
 * document in each line, separated by blanks.
 *
 * <p>Before anything is timed, it compares the similarities of three sentences with those that the model's authors publish
 * (Sentence Transformers, quickstart).
 */
public final class Main {

    private static final List<String> SENTENCES =
            List.of("The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium.");
    private static final double[] PUBLISHED = {0.6660, 0.1046, 0.1411};
    private static final double ROUNDING = 1e-4;

    private Main() {}

    /** @param args file with a document a line; file of the vectors; how many documents to embed before the clock starts */
    public static void main(String[] args) throws IOException, OrtException {
        List<String> documents = Files.readAllLines(Path.of(args[0]));
        try (SentenceTransformer transformer = SentenceTransformer.load()) {
            compareWithPublished(transformer);
            for (String document : documents.subList(0, Math.min(documents.size(), Integer.parseInt(args[2])))) {
                transformer.embed(document);
            }
            List<Embedded> embedded = new ArrayList<>();
            long start = processorNanos();
            for (String document : documents) {
                embedded.add(transformer.embed(document));
            }
            print("processorMs", (processorNanos() - start) / 1e6 / documents.size());
            print(
                    "tokens",
                    embedded.stream().mapToInt(Embedded::pieceCount).average().orElseThrow());
            write(Path.of(args[1]), embedded);
        }
    }

    private static void compareWithPublished(SentenceTransformer transformer) throws OrtException {
        float[] first = transformer.embed(SENTENCES.get(0)).vector();
        float[] second = transformer.embed(SENTENCES.get(1)).vector();
        float[] third = transformer.embed(SENTENCES.get(2)).vector();
        double[] found = {dot(first, second), dot(first, third), dot(second, third)};
        for (int i = 0; i < found.length; i++) {
            if (!(Math.abs(found[i] - PUBLISHED[i]) <= ROUNDING)) {
                throw new IllegalStateException("expected the model's published similarity " + PUBLISHED[i]
                        + " of two sentences, found " + found[i] + "; build again with the versions of pom.xml");
            }
        }
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += (double) a[k] * b[k];
        }
        return sum;
    }

    private static void write(Path file, List<Embedded> documents) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (Embedded document : documents) {
                StringJoiner line = new StringJoiner(" ", "", "\n");
                for (float coordinate : document.vector()) {
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
