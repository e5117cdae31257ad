package io.wordtide.benchmarks;

import io.wordtide.linalg.Cosine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** How well vectors tell the labels of documents: each takes the most frequent label among its nearest, itself left out. */
final class NearestLabels {

    private NearestLabels() {}

    /** Reads vectors, one a line, coordinates separated by blanks. */
    static List<float[]> read(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(NearestLabels::vector).toList();
    }

    private static float[] vector(String line) {
        String[] fields = line.split(" ", -1);
        float[] vector = new float[fields.length];
        for (int k = 0; k < vector.length; k++) {
            vector[k] = Float.parseFloat(fields[k]);
        }
        return vector;
    }

    /**
     * Share of the documents whose label is that of most of their nearest by cosine, 0 to 1. Of labels with equally many,
     * the one with the nearest document counts.
     *
     * @param vectors D vectors
     * @param labels D labels
     * @param neighbours how many of the nearest vote, less than D
     */
    static double accuracy(List<float[]> vectors, List<String> labels, int neighbours) {
        double[] norms = vectors.stream().mapToDouble(Cosine::norm).toArray();
        long right = IntStream.range(0, vectors.size())
                .filter(d -> {
                    double[] cosines = IntStream.range(0, norms.length)
                            .mapToDouble(i -> Cosine.of(vectors.get(d), norms[d], vectors.get(i), norms[i]))
                            .toArray();
                    List<String> nearest = IntStream.range(0, norms.length)
                            .filter(i -> i != d)
                            .boxed()
                            .sorted(Comparator.comparingDouble(i -> -cosines[i]))
                            .limit(neighbours)
                            .map(labels::get)
                            .toList();
                    return mostFrequent(nearest).equals(labels.get(d));
                })
                .count();
        return (double) right / vectors.size();
    }

    /** Share of the most frequent label: what an answer that is always the same gets right. */
    static double shareOfMostFrequent(List<String> labels) {
        return (double) Collections.frequency(labels, mostFrequent(labels)) / labels.size();
    }

    /** The first of those that occur most often. */
    private static String mostFrequent(List<String> labels) {
        return Collections.max(labels, Comparator.comparingInt(label -> Collections.frequency(labels, label)));
    }
}
