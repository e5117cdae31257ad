package io.wordtide.app.cli;

import picocli.CommandLine.Command;

/** {@code wordtide evaluate}: how good what was learned is. */
@Command(
        name = "evaluate",
        description = "Measures what was learned.",
        synopsisSubcommandLabel = "words",
        subcommands = EvaluateWordsCommand.class,
        footer = {"", "Example:", "  wordtide evaluate words --vectors words.txt --sets wordsim"})
final class EvaluateCommand {}
