package io.wordtide.learn;

import io.wordtide.learn.AdaptiveWindow.Cut;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@link AdaptiveWindow} with every measurement kept: means and variances directly from their definitions. */
final class ReferenceAdaptiveWindow {

    private final double range;
    private final List<List<Double>> buckets = new ArrayList<>(); // the oldest first
    private int count;
    private int joinedCutCount;

    ReferenceAdaptiveWindow(double range) {
        this.range = range;
    }

    Optional<Cut> add(double value) {
        buckets.add(List.of(value));
        merge();
        count++;
        return count % 32 == 0 ? cut() : Optional.empty();
    }

    List<Double> measurements() {
        return join(buckets);
    }

    /** Cuts in which the window was shortened more than once. */
    int joinedCutCount() {
        return joinedCutCount;
    }

    private void merge() {
        for (int size = 1; countOfSize(size) > 5; size *= 2) {
            int first = 0;
            while (buckets.get(first).size() != size) {
                first++;
            }
            buckets.set(first, join(buckets.subList(first, first + 2)));
            buckets.remove(first + 1);
        }
    }

    private long countOfSize(int size) {
        return buckets.stream().filter(bucket -> bucket.size() == size).count();
    }

    private Optional<Cut> cut() {
        List<Double> dropped = new ArrayList<>();
        int drops = 0;
        double threshold = 0;
        for (int split = widestSplit(); split > 0; split = widestSplit()) {
            threshold = threshold(split);
            dropped.addAll(join(buckets.subList(0, split)));
            buckets.subList(0, split).clear();
            drops++;
        }
        joinedCutCount += drops > 1 ? 1 : 0;
        return drops == 0
                ? Optional.empty()
                : Optional.of(new Cut(
                        mean(dropped),
                        mean(measurements()),
                        dropped.size(),
                        measurements().size(),
                        threshold));
    }

    /** Buckets before the split that exceeds its threshold most, 0 if no split does. */
    private int widestSplit() {
        int widest = 0;
        double furthest = 0;
        for (int split = 1; split < buckets.size(); split++) {
            double older = join(buckets.subList(0, split)).size();
            double newer = join(buckets.subList(split, buckets.size())).size();
            if (older >= 5 && newer >= 5 && distance(split) - threshold(split) > furthest) {
                furthest = distance(split) - threshold(split);
                widest = split;
            }
        }
        return widest;
    }

    private double distance(int split) {
        return Math.abs(mean(join(buckets.subList(0, split))) - mean(join(buckets.subList(split, buckets.size()))));
    }

    private double threshold(int split) {
        List<Double> all = measurements();
        double older = join(buckets.subList(0, split)).size();
        double m = 1 / (1 / older + 1 / (all.size() - older));
        double mean = mean(all);
        double variance = all.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow();
        double confidence = Math.log(2 * Math.log(all.size()) / 0.002);
        return Math.sqrt(2 / m * variance * confidence) + range * 2 / (3 * m) * confidence;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private static List<Double> join(List<List<Double>> parts) {
        return parts.stream().flatMap(List::stream).toList();
    }
}
