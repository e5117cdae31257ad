package io.wordtide.cli.evaluate;

import io.wordtide.cli.evaluate.EvaluationResult.CorpusSizes;
import io.wordtide.cli.evaluate.EvaluationResult.Epoch;
import io.wordtide.cli.evaluate.EvaluationResult.Part;
import io.wordtide.evaluate.Perplexity;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Made-up results of training runs. */
public final class Results {

    private Results() {}

    /**
     * A result with perplexities that halve from epoch to epoch.
     *
     * @param epochs evaluated ones, 10 apart
     * @param firstPerplexity at psi(x), in epoch 10; nine tenths of it after refinement
     */
    public static EvaluationResult halving(String preset, int epochs, double firstPerplexity) {
        List<Epoch> history = IntStream.range(0, epochs)
                .mapToObj(i -> {
                    double perplexity = firstPerplexity / (1 << i);
                    return new Epoch(
                            10 * (i + 1),
                            i,
                            Map.of(
                                    "psi(x)", new Perplexity(perplexity, perplexity),
                                    "adam-100", new Perplexity(0.9 * perplexity, perplexity)));
                })
                .toList();
        return result(preset, history, List.of(4.0, 0.0, 0.25, 2.0));
    }

    /** A result of a model without word vectors, and without validation. */
    public static EvaluationResult withoutWords(String preset) {
        return result(preset, List.of(), null);
    }

    /** A result of a model that diverged: a last perplexity of infinity, singular values of zero and infinity. */
    public static EvaluationResult diverging(String preset) {
        return result(
                preset,
                List.of(
                        new Epoch(10, 1, Map.of("psi(x)", new Perplexity(900, 900))),
                        new Epoch(20, 2, Map.of("psi(x)", new Perplexity(Double.POSITIVE_INFINITY, 950)))),
                List.of(Double.POSITIVE_INFINITY, 0.0));
    }

    private static EvaluationResult result(String preset, List<Epoch> history, @Nullable List<Double> singularValues) {
        return new EvaluationResult(
                preset,
                Map.of(),
                1,
                200,
                null,
                1,
                "made up",
                new CorpusSizes(2, new Part(1, 2), null, new Part(1, 2)),
                history,
                Map.of(),
                null,
                singularValues,
                null);
    }
}
