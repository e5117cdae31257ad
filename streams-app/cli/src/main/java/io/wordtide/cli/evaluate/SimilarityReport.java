package io.wordtide.cli.evaluate;

import io.wordtide.text.TextFileException;
import io.wordtide.vectors.WordSimilarity;
import io.wordtide.vectors.WordVectors;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How well word vectors agree with people's judgements, as a JSON file.
 *
 * @param vectors the file they were read from
 * @param withoutMean whether the mean of all vectors was subtracted
 * @param words V
 * @param dimension K
 * @param sets the figures of each similarity set
 */
public record SimilarityReport(String vectors, boolean withoutMean, int words, int dimension, List<Row> sets) {

    /**
     * The figures of one set.
     *
     * @param set name
     * @param pairs in the set
     * @param covered pairs both of whose words have vectors
     * @param rho Spearman's rank correlation, -1 to 1; null if there was nothing to rank
     * @param standardError of rho; null if there were too few pairs
     */
    public record Row(
            String set,
            int pairs,
            int covered,
            @Nullable Double rho,
            @Nullable Double standardError) {}

    /** The figures of a file of vectors. */
    public static SimilarityReport of(
            Path file, boolean withoutMean, WordVectors vectors, List<WordSimilarity> similarities) {
        return new SimilarityReport(
                file.toString(),
                withoutMean,
                vectors.size(),
                vectors.dimension(),
                similarities.stream()
                        .map(similarity -> new Row(
                                similarity.set(),
                                similarity.pairCount(),
                                similarity.coveredCount(),
                                orNull(similarity.rho()),
                                orNull(similarity.standardError())))
                        .toList());
    }

    /**
     * Writes the file, replacing an existing one.
     *
     * @throws TextFileException if it cannot be written
     */
    public void write(Path file) {
        JsonFiles.write(file, this);
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
