package io.wordtide.cli.command.evaluate;

import io.wordtide.cli.evaluate.EvaluationResult;
import io.wordtide.cli.evaluate.EvaluationResult.Completion;
import io.wordtide.cli.evaluate.EvaluationResult.Neighbour;
import io.wordtide.evaluate.Perplexity;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The result of an evaluation, for the eye. */
final class PrintedResult {

    private PrintedResult() {}

    static void print(EvaluationResult result, PrintWriter out) {
        out.printf(
                "trained %d epochs in %,.0f s, kept epoch %d%n%n",
                result.epochs(), result.trainingSeconds(), result.bestEpoch());
        out.printf("%-18s %14s %14s%n", "test", "per document", "per token");
        result.test()
                .forEach((name, perplexity) ->
                        out.printf("%-18s %14.1f %14.1f%n", name, perplexity.perDocument(), perplexity.corpus()));
        if (!isBetterThanUnigram(result.test())) {
            out.println(
                    "The model predicts words no better than their frequencies do; give it more epochs (--epochs), more"
                            + " documents, or another preset");
        }
        if (result.completion() != null) {
            print(result.completion(), out);
        }
        if (result.neighbours() != null) {
            out.println();
            result.neighbours()
                    .forEach((word, near) -> out.printf(
                            "%-12s %s%n",
                            word, near.stream().map(Neighbour::word).collect(Collectors.joining(", "))));
        }
    }

    private static void print(Completion completion, PrintWriter out) {
        out.printf(
                "%ncompletion of %,d documents, %,d tokens held out of them (%.0f %%); left out %,d documents of fewer than two tokens%n",
                completion.documents(), completion.heldOutTokens(), 100 * completion.share(), completion.leftOut());
        out.printf("%-18s %14s%n", "completion", "per token");
        completion.perplexity().forEach((name, perplexity) -> out.printf("%-18s %14.1f%n", name, perplexity));
    }

    private static boolean isBetterThanUnigram(Map<String, Perplexity> test) {
        Perplexity unigram = Objects.requireNonNull(test.get(EvaluationResult.UNIGRAM));
        return test.values().stream().anyMatch(bound -> bound.perDocument() < unigram.perDocument());
    }
}
