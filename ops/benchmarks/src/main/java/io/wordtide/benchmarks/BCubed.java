package io.wordtide.benchmarks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How well clusters agree with labels: precision is the share of documents with one's label among those of its cluster,
 * averaged over all documents, itself included; recall the other way round.
 *
 * <p>Source: A. Bagga, B. Baldwin, "Algorithms for scoring coreference chains", 1998.
 */
record BCubed(double precision, double recall) {

    private record Cell(String cluster, String label) {}

    static BCubed of(List<String> clusters, List<String> labels) {
        Map<String, Integer> clusterSizes = new HashMap<>();
        Map<String, Integer> labelSizes = new HashMap<>();
        Map<Cell, Integer> both = new HashMap<>();
        for (int d = 0; d < clusters.size(); d++) {
            clusterSizes.merge(clusters.get(d), 1, Integer::sum);
            labelSizes.merge(labels.get(d), 1, Integer::sum);
            both.merge(new Cell(clusters.get(d), labels.get(d)), 1, Integer::sum);
        }
        double precision = 0;
        double recall = 0;
        for (Map.Entry<Cell, Integer> cell : both.entrySet()) {
            double squared = (double) cell.getValue() * cell.getValue();
            precision += squared / clusterSizes.getOrDefault(cell.getKey().cluster(), 0);
            recall += squared / labelSizes.getOrDefault(cell.getKey().label(), 0);
        }
        return new BCubed(precision / clusters.size(), recall / clusters.size());
    }

    double f1() {
        return 2 * precision * recall / (precision + recall);
    }
}
