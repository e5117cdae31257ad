package io.wordtide.vectors;

import static java.util.Comparator.comparingDouble;

import io.wordtide.linalg.Cosine;
import io.wordtide.linalg.Matrix;
import io.wordtide.text.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Words and their vectors, for comparison by {@link Cosine}.
 *
 * <p>Immutable, and safe for any number of threads.
 */
public final class WordVectors {

    private final List<String> words;
    private final float[][] vectors; // [V][K]
    private final double[] norms; // [V]
    private final Map<String, Integer> rowByWord;

    /**
     * A word near another one.
     *
     * @param word the word
     * @param cosine cosine of the two vectors, -1 to 1
     */
    public record Neighbour(String word, double cosine) {}

    /**
     * @param words V words, each once
     * @param vectors a vector for each word, all of the same length K; kept, not copied
     * @throws IllegalArgumentException if words and vectors do not match
     */
    public WordVectors(List<String> words, List<float[]> vectors) {
        if (words.size() != vectors.size()) {
            throw new IllegalArgumentException("expected a vector for each word, found " + words.size() + " words and "
                    + vectors.size() + " vectors");
        }
        this.words = List.copyOf(words);
        this.vectors = vectors.toArray(float[][]::new);
        this.norms = new double[words.size()];
        this.rowByWord = new HashMap<>();
        for (int row = 0; row < norms.length; row++) {
            if (this.vectors[row].length != dimension()) {
                throw new IllegalArgumentException("expected vectors of length " + dimension()
                        + ", found one of length " + this.vectors[row].length + " in row " + row);
            }
            if (rowByWord.put(words.get(row), row) != null) {
                throw new IllegalArgumentException(
                        "expected each word once, found \"" + words.get(row) + "\" again in row " + row);
            }
            norms[row] = Cosine.norm(this.vectors[row]);
        }
    }

    /** The rows of a matrix, [V, K], that have a word in the vocabulary. */
    public static WordVectors of(Matrix matrix, Vocabulary vocabulary) {
        List<String> words = new ArrayList<>();
        List<float[]> vectors = new ArrayList<>();
        for (int row = 0; row < matrix.rows(); row++) {
            @Nullable String word = vocabulary.term(row);
            if (word != null) {
                words.add(word);
                vectors.add(matrix.row(row));
            }
        }
        return new WordVectors(words, vectors);
    }

    /** The same words with the mean of all vectors subtracted from each; this object stays as it is. */
    public WordVectors withoutMean() {
        double[] mean = new double[dimension()];
        for (float[] vector : vectors) {
            for (int k = 0; k < mean.length; k++) {
                mean[k] += (double) vector[k] / size();
            }
        }
        List<float[]> shifted = new ArrayList<>();
        for (float[] vector : vectors) {
            float[] difference = new float[mean.length];
            for (int k = 0; k < mean.length; k++) {
                difference[k] = (float) (vector[k] - mean[k]);
            }
            shifted.add(difference);
        }
        return new WordVectors(words, shifted);
    }

    /** The words in the order of their rows. */
    public List<String> words() {
        return words;
    }

    /** V, words. */
    public int size() {
        return words.size();
    }

    /** K, 0 if there is no word. */
    public int dimension() {
        return vectors.length == 0 ? 0 : vectors[0].length;
    }

    /** Whether a word has a vector, exactly as written. */
    public boolean contains(String word) {
        return rowByWord.containsKey(word);
    }

    /**
     * The vector of a word, [K], a copy.
     *
     * @throws IllegalArgumentException if the word has no vector
     */
    public float[] vector(String word) {
        return vectors[row(word)].clone();
    }

    /**
     * A copy of the vectors in the order of {@link #words}, [V, K].
     *
     * @param columns K, also if there is no word
     */
    public Matrix toMatrix(int columns) {
        return Matrix.ofRows(List.of(vectors), columns);
    }

    /** The vectors in the order of {@link #words}, [V, K], for ND4J: a copy in c order. */
    public INDArray toINDArray() {
        return toMatrix(dimension()).toINDArray();
    }

    /** The given word as written, or else in lower case; empty if neither has a vector. */
    public Optional<String> find(String written) {
        if (rowByWord.containsKey(written)) {
            return Optional.of(written);
        }
        return Optional.of(written.toLowerCase(Locale.ROOT)).filter(rowByWord::containsKey);
    }

    /**
     * Cosine of the vectors of two words, -1 to 1.
     *
     * @throws IllegalArgumentException if one of them has no vector
     */
    public double cosine(String word, String other) {
        return cosine(row(word), row(other));
    }

    /**
     * The words with the greatest cosine to a word, the nearest first, equally near ones in the order of their rows;
     * the word itself is left out.
     *
     * @param count maximum number of words
     * @throws IllegalArgumentException if the word has no vector
     */
    public List<Neighbour> nearest(String word, int count) {
        int row = row(word);
        PriorityQueue<Ranked> nearest = new PriorityQueue<>(Ranked.NEAREST_FIRST.reversed()); // the furthest on top
        double least = Double.NEGATIVE_INFINITY; // the cosine to exceed once there are enough words
        for (int other = 0; other < size() && count > 0; other++) {
            double cosine = cosine(row, other);
            if (other == row || cosine <= least) {
                continue;
            }
            if (nearest.size() == count) {
                nearest.remove();
            }
            nearest.add(new Ranked(other, cosine));
            least = nearest.size() == count ? nearest.element().cosine() : least;
        }
        return nearest.stream()
                .sorted(Ranked.NEAREST_FIRST)
                .map(ranked -> new Neighbour(words.get(ranked.row()), ranked.cosine()))
                .toList();
    }

    /** A row and its cosine; rows with equal cosines keep their order. */
    private record Ranked(int row, double cosine) {

        static final Comparator<Ranked> NEAREST_FIRST =
                comparingDouble((Ranked ranked) -> -ranked.cosine()).thenComparingInt(Ranked::row);
    }

    private int row(String word) {
        Integer row = rowByWord.get(word);
        if (row == null) {
            throw new IllegalArgumentException("expected a word with a vector, found \"" + word + "\"");
        }
        return row;
    }

    private double cosine(int row, int other) {
        return Cosine.of(vectors[row], norms[row], vectors[other], norms[other]);
    }

    /** Row of vectors, [K], not a copy. */
    float[] row(int row) {
        return vectors[row];
    }
}
