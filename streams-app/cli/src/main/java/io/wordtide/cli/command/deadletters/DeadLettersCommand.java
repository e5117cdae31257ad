package io.wordtide.cli.command.deadletters;

import picocli.CommandLine.Command;

/** {@code wordtide dead-letters}: documents that could not be learned. */
@Command(
        name = "dead-letters",
        description = "Lists documents that could not be learned, or sends them to be learned again.",
        synopsisSubcommandLabel = "list|replay",
        subcommands = {DeadLettersListCommand.class, DeadLettersReplayCommand.class},
        footer = {"", "Example:", "  wordtide dead-letters list --reason UNDECODABLE --since PT2H"})
public final class DeadLettersCommand {}
