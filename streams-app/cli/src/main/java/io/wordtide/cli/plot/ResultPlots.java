package io.wordtide.cli.plot;

import io.wordtide.cli.evaluate.EvaluationResult;
import io.wordtide.cli.evaluate.EvaluationResult.Epoch;
import io.wordtide.cli.plot.LineChart.Curve;
import io.wordtide.evaluate.Perplexity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The charts of Krishnan and Hoffman 2016, figure 1: (a) validation perplexity, (c) and (d) singular values. */
public final class ResultPlots {

    /** Up to this factor a linear axis shows the values better, beyond it a logarithmic one. */
    private static final double LINEAR_SPAN = 3;

    private ResultPlots() {}

    /** Names of the bounds that have numbers in the results' histories, in alphabetical order. */
    public static Set<String> bounds(Iterable<EvaluationResult> results) {
        Set<String> bounds = new TreeSet<>();
        for (EvaluationResult result : results) {
            result.history()
                    .forEach(epoch -> epoch.validation().forEach((bound, perplexity) -> {
                        if (Double.isFinite(perplexity.perDocument())) {
                            bounds.add(bound);
                        }
                    }));
        }
        return bounds;
    }

    /**
     * Per-document perplexity on validation against epochs: a curve for each result and bound, a colour for each
     * result, a pattern for each bound; the y axis is logarithmic if the values span more than a factor of 3. Values
     * that are not finite, such as those of a model that diverged, are left out.
     *
     * @param resultByLabel results by their labels, in the order of the legend
     * @param bounds the bounds to draw, in the order of the legend; left out for results that do not have them
     * @throws IllegalArgumentException if there is nothing to draw
     */
    public static LineChart perplexity(Map<String, EvaluationResult> resultByLabel, List<String> bounds) {
        List<Curve> curves = new ArrayList<>();
        int colour = 0;
        for (Map.Entry<String, EvaluationResult> labelled : resultByLabel.entrySet()) {
            for (int dash = 0; dash < bounds.size(); dash++) {
                String bound = bounds.get(dash);
                SortedMap<Integer, Double> perplexityByEpoch = perplexityByEpoch(labelled.getValue(), bound);
                if (!perplexityByEpoch.isEmpty()) {
                    curves.add(new Curve(
                            labelled.getKey() + ", " + bound,
                            array(perplexityByEpoch.keySet()),
                            array(perplexityByEpoch.values()),
                            colour,
                            dash));
                }
            }
            colour++;
        }
        requireSome(curves, "validation perplexities");
        LineChart chart = new LineChart(
                "Perplexity on validation documents", "epochs", "per-document perplexity (upper bound)", false, curves);
        return chart.span() > LINEAR_SPAN ? chart.onLogarithmicAxis() : chart;
    }

    /**
     * Singular values of the Jacobian matrix, greatest first, against their number, on a logarithmic axis; values that
     * it cannot show (0 or not finite) are left out.
     *
     * @param resultByLabel results by their labels, in the order of the legend; those without singular values are
     *     left out
     * @throws IllegalArgumentException if there is nothing to draw
     */
    public static LineChart singularValues(Map<String, EvaluationResult> resultByLabel) {
        List<Curve> curves = new ArrayList<>();
        int colour = 0;
        for (Map.Entry<String, EvaluationResult> labelled : resultByLabel.entrySet()) {
            List<Double> singularValues = labelled.getValue().singularValues();
            double[] descending = singularValues == null ? new double[0] : positiveDescending(singularValues);
            if (descending.length > 0) {
                double[] numbers = IntStream.rangeClosed(1, descending.length)
                        .asDoubleStream()
                        .toArray();
                curves.add(new Curve(labelled.getKey(), numbers, descending, colour, 0));
            }
            colour++;
        }
        requireSome(curves, "singular values");
        return new LineChart(
                "Singular values of the Jacobian matrix", "number, greatest first", "singular value", true, curves);
    }

    /** Whether a result has singular values that a logarithmic axis can show. */
    public static boolean hasSingularValues(EvaluationResult result) {
        List<Double> values = result.singularValues();
        return values != null && values.stream().anyMatch(ResultPlots::canBeDrawn);
    }

    private static boolean canBeDrawn(double singularValue) {
        return singularValue > 0 && Double.isFinite(singularValue);
    }

    private static SortedMap<Integer, Double> perplexityByEpoch(EvaluationResult result, String bound) {
        SortedMap<Integer, Double> perplexityByEpoch = new TreeMap<>();
        for (Epoch epoch : result.history()) {
            Perplexity perplexity = epoch.validation().get(bound);
            if (perplexity != null && Double.isFinite(perplexity.perDocument())) {
                perplexityByEpoch.put(epoch.epoch(), perplexity.perDocument());
            }
        }
        return perplexityByEpoch;
    }

    private static double[] array(Collection<? extends Number> values) {
        return values.stream().mapToDouble(Number::doubleValue).toArray();
    }

    private static double[] positiveDescending(List<Double> values) {
        double[] ascending = values.stream()
                .mapToDouble(Double::doubleValue)
                .filter(ResultPlots::canBeDrawn)
                .sorted()
                .toArray();
        double[] descending = new double[ascending.length];
        Arrays.setAll(descending, i -> ascending[ascending.length - 1 - i]);
        return descending;
    }

    private static void requireSome(List<Curve> curves, String what) {
        if (curves.isEmpty()) {
            throw new IllegalArgumentException("expected results with " + what + ", found none");
        }
    }
}
