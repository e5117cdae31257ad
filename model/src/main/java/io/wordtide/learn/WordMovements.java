package io.wordtide.learn;

import static java.util.Comparator.comparingDouble;

import io.wordtide.learn.Change.Kind;
import io.wordtide.snapshot.StateVisitor;
import io.wordtide.text.Vocabulary;
import io.wordtide.vectors.WordVectors;
import io.wordtide.vectors.WordVectors.Neighbour;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Detects words whose vectors move further than they used to: by more than four standard deviations beyond the mean of
 * the word's own earlier drifts. Part of the learner's state; not thread-safe.
 */
final class WordMovements {

    /** Earlier drifts that make a history. */
    private static final int LEAST_HISTORY = 5;

    private static final double STANDARD_DEVIATIONS = 4;

    /** Least drift worth reporting, 1 - cosine. */
    private static final double LEAST_DRIFT = 0.05;

    /** Words reported at a time, those that moved furthest. */
    private static final int MOST_WORDS = 20;

    private static final int NEIGHBOURS = 10;

    private final double[] counts; // [V], earlier drifts of a row's word
    private final double[] means; // [V]
    private final double[] squares; // [V], sums of squared distances from the mean

    WordMovements(int vocabularySize) {
        this.counts = new double[vocabularySize];
        this.means = new double[vocabularySize];
        this.squares = new double[vocabularySize];
    }

    /** A word that moved, and the drift that it must exceed to be reported. */
    private record Movement(WordVector word, double drift, double threshold) {}

    /**
     * Examines a publication.
     *
     * @param moved the published words
     * @param before all vectors as last published
     * @param after all current vectors
     * @param sinceDocument first document learned after the previous publication
     */
    List<Change> look(
            List<WordVector> moved,
            Vocabulary vocabulary,
            Supplier<WordVectors> before,
            Supplier<WordVectors> after,
            long sinceDocument) {
        Comparator<Movement> furthestFirst = comparingDouble(movement -> -movement.drift());
        List<Movement> told = moved.stream()
                .filter(word -> word.cosineDrift().isPresent())
                .map(word -> movement(word, vocabulary.row(word.term())))
                .filter(movement -> movement.drift() > movement.threshold())
                .sorted(furthestFirst.thenComparing(movement -> movement.word().term()))
                .limit(MOST_WORDS)
                .toList();
        if (told.isEmpty()) {
            return List.of();
        }
        WordVectors vectorsBefore = before.get();
        WordVectors vectorsAfter = after.get();
        return told.stream()
                .map(movement -> change(movement, vectorsBefore, vectorsAfter, sinceDocument))
                .toList();
    }

    /** Also adds the drift to the word's history. */
    private Movement movement(WordVector word, int row) {
        double drift = word.cosineDrift().orElseThrow();
        double threshold = counts[row] < LEAST_HISTORY
                ? Double.POSITIVE_INFINITY
                : Math.max(LEAST_DRIFT, means[row] + STANDARD_DEVIATIONS * Math.sqrt(squares[row] / counts[row]));
        counts[row]++;
        double distance = drift - means[row];
        means[row] += distance / counts[row];
        squares[row] += distance * (drift - means[row]);
        return new Movement(word, drift, threshold);
    }

    private static Change change(Movement movement, WordVectors before, WordVectors after, long sinceDocument) {
        String term = movement.word().term();
        List<String> nearestBefore = nearest(before, term);
        List<String> nearestAfter = nearest(after, term);
        return new Change(
                Kind.WORD_MOVED,
                sinceDocument,
                List.of(term),
                nearestBefore.stream()
                        .filter(word -> !nearestAfter.contains(word))
                        .toList(),
                nearestAfter.stream()
                        .filter(word -> !nearestBefore.contains(word))
                        .toList(),
                Map.of(Change.COSINE_DRIFT, movement.drift(), Change.THRESHOLD, movement.threshold()));
    }

    private static List<String> nearest(WordVectors vectors, String term) {
        return vectors.nearest(term, NEIGHBOURS).stream().map(Neighbour::word).toList();
    }

    /** Resets a row, which now belongs to a word without a history. */
    void recycleRow(int row) {
        counts[row] = 0;
        means[row] = 0;
        squares[row] = 0;
    }

    /** Memory it holds, bytes. */
    long memoryBytes() {
        return 3L * counts.length * Double.BYTES;
    }

    void visitState(StateVisitor visitor) {
        visitor.doubles("movements.counts", counts);
        visitor.doubles("movements.means", means);
        visitor.doubles("movements.squares", squares);
    }
}
