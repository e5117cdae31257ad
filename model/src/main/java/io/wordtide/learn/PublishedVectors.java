package io.wordtide.learn;

import io.wordtide.linalg.Cosine;
import io.wordtide.linalg.Matrix;
import io.wordtide.snapshot.StateVisitor;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.SurfaceForms;
import io.wordtide.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The vectors as last published, so that only those that moved are published again; part of the learner's state.
 *
 * <p>Not thread-safe.
 */
final class PublishedVectors {

    private Matrix vectors; // [V, K]
    private double[] norms; // [V], 0 for a row that was never published

    PublishedVectors(int vocabularySize, int latentSize) {
        this.vectors = Matrix.zeros(vocabularySize, latentSize);
        this.norms = new double[vocabularySize];
    }

    /**
     * Records the current vectors that are new or have moved, and returns them in the order of their rows.
     *
     * @param current J, [V, K]
     * @param surfaceForms how words are written; a word is not published again because its form has changed
     * @param minimumCosineDrift smallest 1 - cosine that counts as moved
     */
    List<WordVector> update(
            Matrix current,
            Vocabulary vocabulary,
            DocumentFrequencies documentFrequencies,
            SurfaceForms surfaceForms,
            double minimumCosineDrift) {
        List<WordVector> moved = new ArrayList<>();
        for (int row = 0; row < current.rows(); row++) {
            @Nullable String term = vocabulary.term(row);
            if (term == null) {
                continue;
            }
            double norm = Cosine.normOfRow(row, current);
            boolean first = norms[row] == 0;
            double drift = first ? 0 : 1 - Cosine.ofRow(row, current, norm, vectors, norms[row]);
            if (norm > 0 && (first || drift >= minimumCosineDrift)) {
                System.arraycopy(
                        current.values(),
                        current.rowStart(row),
                        vectors.values(),
                        vectors.rowStart(row),
                        current.columns());
                norms[row] = norm;
                moved.add(new WordVector(
                        term,
                        surfaceForms.of(term, vocabulary),
                        Math.round(documentFrequencies.of(term)),
                        current.row(row),
                        first ? OptionalDouble.empty() : OptionalDouble.of(drift)));
            }
        }
        return moved;
    }

    /** The words as last published, in the order of their rows. */
    List<WordVector> words(Vocabulary vocabulary, DocumentFrequencies documentFrequencies, SurfaceForms surfaceForms) {
        List<WordVector> words = new ArrayList<>();
        for (int row = 0; row < vectors.rows(); row++) {
            @Nullable String term = vocabulary.term(row);
            if (term != null && norms[row] > 0) {
                words.add(new WordVector(
                        term,
                        surfaceForms.of(term, vocabulary),
                        Math.round(documentFrequencies.of(term)),
                        vectors.row(row),
                        OptionalDouble.empty()));
            }
        }
        return words;
    }

    /** A copy of the vectors as last published, [V, K]; zeros for words that were never published. */
    Matrix vectors() {
        return vectors.copy();
    }

    /** Adds rows, whose words were never published. */
    void growTo(int rows) {
        vectors = new Matrix(rows, vectors.columns(), Arrays.copyOf(vectors.values(), rows * vectors.columns()));
        norms = Arrays.copyOf(norms, rows);
    }

    /** Resets a row, which now belongs to a word that was never published. */
    void recycleRow(int row) {
        norms[row] = 0;
        Arrays.fill(vectors.values(), vectors.rowStart(row), vectors.rowStart(row + 1), 0);
    }

    /** Memory it holds, bytes. */
    long memoryBytes() {
        return (long) vectors.size() * Float.BYTES + (long) norms.length * Double.BYTES;
    }

    void visitState(StateVisitor visitor) {
        visitor.floats("published.vectors", vectors.values());
        visitor.doubles("published.norms", norms);
    }
}
