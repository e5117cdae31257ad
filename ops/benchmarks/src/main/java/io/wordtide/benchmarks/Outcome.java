package io.wordtide.benchmarks;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;

/**
 * What JMH measured in a benchmark with one choice of parameters.
 *
 * @param parameters values by the names of the {@code @Param} fields
 * @param figures one value for each iteration, by the names of the auxiliary counters
 */
record Outcome(Map<String, String> parameters, Map<String, double[]> figures) {

    static Outcome of(RunResult run) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String key : run.getParams().getParamsKeys()) {
            parameters.put(key, run.getParams().getParam(key));
        }
        Map<String, double[]> figures = new LinkedHashMap<>();
        for (BenchmarkResult fork : run.getBenchmarkResults()) {
            for (IterationResult iteration : fork.getIterationResults()) {
                iteration
                        .getSecondaryResults()
                        .forEach((name, result) ->
                                figures.merge(name, new double[] {result.getScore()}, Outcome::append));
            }
        }
        return new Outcome(parameters, figures);
    }

    private static double[] append(double[] values, double[] more) {
        double[] all = Arrays.copyOf(values, values.length + more.length);
        System.arraycopy(more, 0, all, values.length, more.length);
        return all;
    }

    String parameter(String name) {
        return found(name, parameters.get(name));
    }

    /** A numeric parameter in the form {@code 20,000}. */
    String number(String parameter) {
        return String.format(Locale.ROOT, "%,d", Integer.parseInt(parameter(parameter)));
    }

    Spread spread(String figure) {
        return Spread.of(found(figure, figures.get(figure)));
    }

    /** One figure divided by another, iteration by iteration. */
    Spread ratio(String figure, String divisor) {
        double[] dividends = found(figure, figures.get(figure));
        double[] divisors = found(divisor, figures.get(divisor));
        return Spread.of(IntStream.range(0, dividends.length)
                .mapToDouble(i -> dividends[i] / divisors[i])
                .toArray());
    }

    double median(String figure) {
        return spread(figure).median();
    }

    private static <T> T found(String name, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("expected " + name + " among what was measured, found none");
        }
        return value;
    }
}
