package io.wordtide.cli.command.plot;

import io.wordtide.cli.evaluate.EvaluationResult;
import io.wordtide.cli.plot.ResultPlots;
import io.wordtide.cli.terminal.CommandException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wordtide plot perplexity}: how a model improved. */
@Command(
        name = "perplexity",
        description = "Draws the perplexity on validation documents against epochs: a colour for each result, a pattern"
                + " for each bound.",
        footer = {"", "Example:", "  wordtide plot perplexity m1.json m100.json --output perplexity.png"})
final class PlotPerplexityCommand implements Callable<Integer> {

    @Mixin
    private PlotOptions plot;

    @Option(
            names = "--bound",
            paramLabel = "NAME",
            description = "Only this bound, such as psi(x); may be repeated. Default: all.")
    private List<String> bounds = new ArrayList<>();

    @Override
    public Integer call() {
        Map<String, EvaluationResult> results = plot.read();
        Set<String> known = ResultPlots.bounds(results.values());
        if (known.isEmpty()) {
            throw new CommandException(
                    "expected results with perplexities on validation documents, found none; train with --valid-rows");
        }
        for (String bound : bounds) {
            if (!known.contains(bound)) {
                throw new CommandException("expected a bound of the results, one of %s; found %s"
                        .formatted(String.join(", ", known), bound));
            }
        }
        List<String> drawn = bounds.isEmpty()
                ? List.copyOf(known)
                : bounds.stream().distinct().toList();
        results.forEach((label, result) -> {
            if (Collections.disjoint(ResultPlots.bounds(List.of(result)), drawn)) {
                plot.warn("%s: left out, has no perplexities on validation documents by %s"
                        .formatted(label, String.join(" or ", drawn)));
            }
        });
        return plot.write(ResultPlots.perplexity(results, drawn));
    }
}
