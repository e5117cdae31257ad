package io.wordtide.cli.command.deadletters;

import picocli.CommandLine.Command;

/** {@code wordtide dead-letters}: the documents that could not be learned from. */
@Command(
        name = "dead-letters",
        description = "Lists what could not be learned from, or sends it to be learned again.",
        synopsisSubcommandLabel = "list|replay",
        subcommands = {DeadLettersListCommand.class, DeadLettersReplayCommand.class},
        footer = {"", "Example:", "  wordtide dead-letters list --reason UNDECODABLE --since PT2H"})
public final class DeadLettersCommand {}
