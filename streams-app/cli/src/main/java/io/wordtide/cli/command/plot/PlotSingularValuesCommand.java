package io.wordtide.cli.command.plot;

import io.wordtide.cli.evaluate.EvaluationResult;
import io.wordtide.cli.plot.ResultPlots;
import io.wordtide.cli.terminal.CommandException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code wordtide plot singular-values}: how many latent dimensions a model uses. */
@Command(
        name = "singular-values",
        description =
                "Draws the singular values of the Jacobian matrix, greatest first, a curve for each result: latent"
                        + " dimensions that words do not depend on have small ones.",
        footer = {"", "Example:", "  wordtide plot singular-values m1.json m100.json --output singular.svg"})
final class PlotSingularValuesCommand implements Callable<Integer> {

    @Mixin
    private PlotOptions plot;

    @Override
    public Integer call() {
        Map<String, EvaluationResult> results = plot.read();
        results.forEach((label, result) -> {
            if (!ResultPlots.hasSingularValues(result)) {
                throw new CommandException(
                        "expected results with singular values, found none in %s: it has no Jacobian matrix, or one of zeros; leave it out"
                                .formatted(label));
            }
        });
        return plot.write(ResultPlots.singularValues(results));
    }
}
