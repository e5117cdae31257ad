package io.wordtide.cli.command;

import picocli.CommandLine.Command;

/** {@code wordtide export}: what was learned, in files that other tools read. */
@Command(
        name = "export",
        description = "Writes what was learned to files that other tools read. To save a whole model for further"
                + " learning, use snapshot save.",
        synopsisSubcommandLabel = "words",
        subcommands = ExportWordsCommand.class,
        footer = {"", "Example:", "  wordtide export words --format word2vec --output words.txt"})
public final class ExportCommand {}
