package io.wordtide.vectors;

import io.wordtide.vectors.SimilaritySet.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/**
 * How well word vectors agree with people: Spearman's rank correlation between the scores people gave to pairs of words
 * and the cosines of their vectors, with ties at the mean of their ranks. Pairs with a word that has no vector are left
 * out and counted; words are looked up as they are written, then in lower case.
 *
 * <pre>
 * standard error of rho = (1 - rho^2) sqrt( (1 + rho^2 / 2) / (n - 3) )      n covered pairs
 * </pre>
 *
 * <p>See: D. G. Bonett and T. A. Wright, Sample size requirements for estimating Pearson, Kendall and Spearman
 * correlations, Psychometrika 65, 2000: the variance of Fisher's z of rho, (1 + rho^2 / 2) / (n - 3), carried over to
 * rho by the derivative of tanh.
 *
 * @param set name of the set
 * @param pairCount pairs in the set
 * @param coveredCount pairs both of whose words have vectors
 * @param rho -1 to 1; empty with fewer than two pairs covered, or if all of them have the same score or cosine
 * @param standardError of rho; empty with fewer than four pairs covered, or without rho
 */
public record WordSimilarity(
        String set, int pairCount, int coveredCount, OptionalDouble rho, OptionalDouble standardError) {

    /** Compares vectors with people's scores. */
    public static WordSimilarity of(WordVectors vectors, SimilaritySet set) {
        List<Double> humanScores = new ArrayList<>();
        List<Double> cosines = new ArrayList<>();
        for (Pair pair : set.pairs()) {
            Optional<String> first = vectors.find(pair.first());
            Optional<String> second = vectors.find(pair.second());
            if (first.isPresent() && second.isPresent()) {
                humanScores.add(pair.humanScore());
                cosines.add(vectors.cosine(first.get(), second.get()));
            }
        }
        OptionalDouble rho = spearman(humanScores, cosines);
        return new WordSimilarity(
                set.name(), set.pairs().size(), cosines.size(), rho, standardError(rho, cosines.size()));
    }

    /** Covered pairs of all pairs, 0 to 1; 0 for a set without pairs. */
    public double coverage() {
        return pairCount == 0 ? 0 : (double) coveredCount / pairCount;
    }

    private static OptionalDouble spearman(List<Double> humanScores, List<Double> cosines) {
        if (cosines.size() < 2) {
            return OptionalDouble.empty();
        }
        double rho = new SpearmansCorrelation().correlation(array(humanScores), array(cosines));
        return Double.isNaN(rho) ? OptionalDouble.empty() : OptionalDouble.of(rho);
    }

    private static OptionalDouble standardError(OptionalDouble rho, int count) {
        if (rho.isEmpty() || count < 4) {
            return OptionalDouble.empty();
        }
        double square = rho.getAsDouble() * rho.getAsDouble();
        return OptionalDouble.of((1 - square) * Math.sqrt((1 + square / 2) / (count - 3)));
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
