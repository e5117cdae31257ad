package io.wordtide.cli.command;

import picocli.CommandLine.Command;

/** {@code wordtide topics}: the topics of the application on a cluster. */
@Command(
        name = "topics",
        description = "Creates or lists the topics of the application.",
        synopsisSubcommandLabel = "create|list",
        subcommands = {TopicsCreateCommand.class, TopicsListCommand.class},
        footer = {
            "",
            "Example:",
            "  wordtide topics create --bootstrap-servers localhost:9092 \\",
            "      --schema-registry http://localhost:8081"
        })
public final class TopicsCommand {}
