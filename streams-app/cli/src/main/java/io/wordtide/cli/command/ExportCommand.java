package io.wordtide.cli.command;

import picocli.CommandLine.Command;

/** {@code wordtide export}: what is learned, in files other tools read. */
@Command(
        name = "export",
        description = "Writes what is learned to files that other tools read. A whole model, to go on learning with, is"
                + " saved by snapshot save.",
        synopsisSubcommandLabel = "words",
        subcommands = ExportWordsCommand.class,
        footer = {"", "Example:", "  wordtide export words --format word2vec --output words.txt"})
public final class ExportCommand {}
