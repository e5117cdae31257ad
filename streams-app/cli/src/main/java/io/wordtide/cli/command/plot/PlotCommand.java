package io.wordtide.cli.command.plot;

import picocli.CommandLine.Command;

/** {@code wordtide plot}: results as charts. */
@Command(
        name = "plot",
        description = "Draws what evaluate --json wrote as a PNG or SVG chart.",
        synopsisSubcommandLabel = "perplexity|singular-values",
        subcommands = {PlotPerplexityCommand.class, PlotSingularValuesCommand.class},
        footer = {"", "Example:", "  wordtide plot perplexity result.json --output perplexity.svg"})
public final class PlotCommand {}
