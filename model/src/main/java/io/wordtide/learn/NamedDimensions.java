package io.wordtide.learn;

import static java.util.Comparator.comparingDouble;

import io.wordtide.linalg.Gemm;
import io.wordtide.linalg.Largest;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.PolarFactor;
import io.wordtide.snapshot.StateVisitor;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.SurfaceForms;
import io.wordtide.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Directions of the reference space that can be named by words: the varimax rotation T of the words' vectors, which
 * makes each word point along few directions. With the loadings L = A T, where the rows of A are vectors weighted by
 * df^(1/4), it maximises
 *
 * <pre>
 * sum_k (mean_v L_vk^4 - (mean_v L_vk^2)^2)      T = polar factor of A' (L^3 - L mean_v L^2), iterated
 * </pre>
 *
 * Each publication continues from the T of the one before, and a direction keeps its words as long as most of them still
 * point along it; so names stay put when the stream does. Part of the learner's state.
 *
 * <p>See: Kaiser, "The varimax criterion for analytic rotation in factor analysis" (1958). Not thread-safe.
 */
final class NamedDimensions {

    /** Words with the highest document frequencies, which decide the rotation and name the directions. */
    private static final int WORDS = 2000;

    private static final int ITERATIONS = 10;
    private static final double WEIGHT_EXPONENT = 0.25;

    /** Words in a name. */
    private static final int NAME_LENGTH = 5;

    /** A name is kept as long as {@link #LEAST_KEPT} of its words are among so many that point along the direction most. */
    private static final int CANDIDATES = 10;

    private static final int LEAST_KEPT = 3;

    /** How many times as large the cubes of negative loadings must be before a named direction is turned round. */
    private static final double TURNING_MARGIN = 2;

    private static final int NO_ROW = -1;

    private final Matrix rotation; // T, [K, K]
    private final double[] shares; // [K]
    private int[] names; // rows of the words, NAME_LENGTH for each direction or NO_ROW; empty at first

    NamedDimensions(int latentSize) {
        this.rotation = Matrix.identity(latentSize);
        this.shares = new double[latentSize];
        this.names = new int[0];
    }

    /**
     * Turns the directions towards the present vectors and renames those that need it.
     *
     * @param vectors in the reference space, [V, K]
     */
    void update(Matrix vectors, Vocabulary vocabulary, DocumentFrequencies documentFrequencies) {
        int[] rows = frequentRows(vocabulary, documentFrequencies);
        if (rows.length == 0) {
            return;
        }
        Matrix weighted = Matrix.zeros(rows.length, vectors.columns());
        for (int i = 0; i < rows.length; i++) {
            double frequency = documentFrequencies.of(term(vocabulary, rows[i]));
            float weight = (float) Math.pow(frequency, WEIGHT_EXPONENT);
            for (int k = 0; k < vectors.columns(); k++) {
                weighted.values()[weighted.rowStart(i) + k] = weight * vectors.get(rows[i], k);
            }
        }
        for (int i = 0; i < ITERATIONS; i++) {
            rotate(weighted);
        }
        name(rows, pointAlongWords(loadings(weighted)));
    }

    /** The rows with the most frequent words, most frequent first; equally frequent ones in the order of their rows. */
    private static int[] frequentRows(Vocabulary vocabulary, DocumentFrequencies documentFrequencies) {
        int[] rows = IntStream.range(0, vocabulary.allocatedRows())
                .filter(row -> !vocabulary.isEmpty(row))
                .toArray();
        double[] frequencies = IntStream.of(rows)
                .mapToDouble(row -> documentFrequencies.of(term(vocabulary, row)))
                .toArray();
        int[] largest = largest(frequencies, WORDS);
        return IntStream.of(largest).map(i -> rows[i]).toArray();
    }

    /** The positions of the largest values, the largest first; equal ones in their order. */
    private static int[] largest(double[] values, int count) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(comparingDouble((Integer i) -> -values[i]))
                .limit(count)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static String term(Vocabulary vocabulary, int row) {
        @Nullable String term = vocabulary.term(row);
        if (term == null) {
            throw new IllegalArgumentException("expected a word in row " + row + " of the vocabulary, found none");
        }
        return term;
    }

    private Matrix loadings(Matrix weighted) {
        Matrix loadings = Matrix.zeros(weighted.rows(), weighted.columns());
        Gemm.multiply(weighted, rotation, loadings);
        return loadings;
    }

    /** One iteration; vectors of zeros leave the rotation as it is. */
    private void rotate(Matrix weighted) {
        Matrix slopes = loadings(weighted);
        double[] meanSquares = squares(slopes);
        for (int k = 0; k < meanSquares.length; k++) {
            meanSquares[k] /= slopes.rows();
        }
        for (int i = 0; i < slopes.rows(); i++) {
            for (int k = 0; k < meanSquares.length; k++) {
                float loading = slopes.get(i, k);
                slopes.values()[slopes.rowStart(i) + k] = (float) (loading * (loading * loading - meanSquares[k]));
            }
        }
        Matrix ascent = Matrix.zeros(rotation.rows(), rotation.columns());
        Gemm.transposedMultiply(weighted, slopes, ascent);
        double[] doubles = new double[ascent.size()];
        double largest = 0;
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = ascent.values()[i];
            largest = Math.max(largest, Math.abs(doubles[i]));
        }
        if (largest > 0) {
            rotation.set(PolarFactor.of(doubles, rotation.rows()));
        }
    }

    private static double[] squares(Matrix loadings) {
        double[] squares = new double[loadings.columns()];
        for (int i = 0; i < loadings.rows(); i++) {
            for (int k = 0; k < squares.length; k++) {
                squares[k] += (double) loadings.get(i, k) * loadings.get(i, k);
            }
        }
        return squares;
    }

    /**
     * Turns a direction round, here and in the loadings, if it points away from the words with the largest loadings; once
     * it is named, only if it does so clearly.
     */
    private Matrix pointAlongWords(Matrix loadings) {
        double margin = names.length == 0 ? 1 : TURNING_MARGIN;
        for (int k = 0; k < loadings.columns(); k++) {
            double along = 0;
            double away = 0;
            for (int i = 0; i < loadings.rows(); i++) {
                double loading = loadings.get(i, k);
                double cube = Math.abs(loading * loading * loading);
                along += loading > 0 ? cube : 0;
                away += loading < 0 ? cube : 0;
            }
            if (away > margin * along) {
                negateColumn(rotation, k);
                negateColumn(loadings, k);
            }
        }
        return loadings;
    }

    private static void negateColumn(Matrix matrix, int column) {
        for (int i = column; i < matrix.size(); i += matrix.columns()) {
            matrix.values()[i] = -matrix.values()[i];
        }
    }

    private void name(int[] rows, Matrix loadings) {
        double[] squares = squares(loadings);
        double sum = Arrays.stream(squares).sum();
        if (names.length == 0) {
            names = new int[squares.length * NAME_LENGTH];
            Arrays.fill(names, NO_ROW);
        }
        for (int k = 0; k < squares.length; k++) {
            shares[k] = sum > 0 ? squares[k] / sum : 0;
            int[] candidates = candidates(rows, loadings, k);
            int first = k * NAME_LENGTH;
            if (keptWords(first, candidates) < LEAST_KEPT) {
                for (int i = 0; i < NAME_LENGTH; i++) {
                    names[first + i] = i < candidates.length ? candidates[i] : NO_ROW;
                }
            }
        }
    }

    /** The rows of the words that point along a direction most, the first most of all. */
    private static int[] candidates(int[] rows, Matrix loadings, int direction) {
        int[] best = Largest.positions(rows.length, CANDIDATES, i -> loadings.get(i, direction));
        return IntStream.of(best).map(i -> rows[i]).toArray();
    }

    private int keptWords(int first, int[] candidates) {
        return (int) IntStream.range(first, first + NAME_LENGTH)
                .filter(i ->
                        names[i] != NO_ROW && IntStream.of(candidates).anyMatch(candidate -> candidate == names[i]))
                .count();
    }

    /** A row now belongs to another word. */
    void recycleRow(int row) {
        for (int i = 0; i < names.length; i++) {
            if (names[i] == row) {
                names[i] = NO_ROW;
            }
        }
    }

    /** The directions in a fixed order, [K]; empty before the first publication. */
    List<Dimension> dimensions(Vocabulary vocabulary, SurfaceForms surfaceForms) {
        if (names.length == 0) {
            return List.of();
        }
        List<Dimension> dimensions = new ArrayList<>();
        for (int k = 0; k < shares.length; k++) {
            List<String> words = IntStream.range(k * NAME_LENGTH, (k + 1) * NAME_LENGTH)
                    .filter(i -> names[i] != NO_ROW)
                    .mapToObj(i -> surfaceForms.of(term(vocabulary, names[i]), vocabulary))
                    .toList();
            dimensions.add(new Dimension(words, shares[k]));
        }
        return Collections.unmodifiableList(dimensions);
    }

    /** Memory it holds, bytes. */
    long memoryBytes() {
        return (long) rotation.size() * Float.BYTES
                + (long) shares.length * Double.BYTES
                + (long) names.length * Integer.BYTES;
    }

    void visitState(StateVisitor visitor) {
        visitor.floats("dimensions.rotation", rotation.values());
        visitor.doubles("dimensions.shares", shares);
        names = visitor.ints("dimensions.names", names);
    }
}
