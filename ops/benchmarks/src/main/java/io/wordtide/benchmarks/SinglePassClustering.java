package io.wordtide.benchmarks;

import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentFrequencies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The classic to compare stories with: each document joins the cluster whose sum of tf-idf vectors has the highest cosine
 * with its own, if that reaches a threshold, and begins one otherwise. Frequencies are those of the documents so far.
 *
 * <p>Source: J. Allan, R. Papka, V. Lavrenko, "On-line new event detection and tracking", SIGIR 1998.
 */
final class SinglePassClustering {

    private final double threshold;
    private final DocumentFrequencies frequencies = new DocumentFrequencies();
    private final List<Double> squaredLengths = new ArrayList<>();
    private final Map<String, Map<Integer, Double>> sumsByTerm = new HashMap<>();

    SinglePassClustering(double threshold) {
        this.threshold = threshold;
    }

    static List<String> cluster(List<BagOfWords> bags, double threshold) {
        SinglePassClustering clustering = new SinglePassClustering(threshold);
        return bags.stream().map(bag -> String.valueOf(clustering.join(bag))).toList();
    }

    private int join(BagOfWords bag) {
        frequencies.count(bag);
        double[] weights = weights(bag);
        Map<Integer, Double> products = new HashMap<>();
        for (int i = 0; i < weights.length; i++) {
            double weight = weights[i];
            sumsByTerm
                    .getOrDefault(bag.terms().get(i), Map.of())
                    .forEach((cluster, sum) -> products.merge(cluster, weight * sum, Double::sum));
        }
        int best = -1;
        double highest = threshold;
        for (Map.Entry<Integer, Double> product : products.entrySet()) {
            double cosine = product.getValue() / Math.sqrt(squaredLengths.get(product.getKey()));
            if (cosine >= highest) {
                highest = cosine;
                best = product.getKey();
            }
        }
        if (best < 0) {
            best = squaredLengths.size();
            squaredLengths.add(0.0);
        }
        add(bag, weights, best);
        return best;
    }

    private void add(BagOfWords bag, double[] weights, int cluster) {
        double change = 0;
        for (int i = 0; i < weights.length; i++) {
            Map<Integer, Double> sums = sumsByTerm.computeIfAbsent(bag.terms().get(i), term -> new HashMap<>());
            double before = sums.getOrDefault(cluster, 0.0);
            sums.put(cluster, before + weights[i]);
            change += weights[i] * (2 * before + weights[i]);
        }
        squaredLengths.set(cluster, squaredLengths.get(cluster) + change);
    }

    /** (1 + log x) log((D + 1) / (df + 1/2)), of unit length. */
    private double[] weights(BagOfWords bag) {
        double[] weights = new double[bag.terms().size()];
        double squared = 0;
        for (int i = 0; i < weights.length; i++) {
            double inverse = Math.log((frequencies.documentCount() + 1)
                    / (frequencies.of(bag.terms().get(i)) + 0.5));
            weights[i] = (1 + Math.log(bag.counts()[i])) * Math.max(0, inverse);
            squared += weights[i] * weights[i];
        }
        double length = squared == 0 ? 1 : Math.sqrt(squared);
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= length;
        }
        return weights;
    }
}
