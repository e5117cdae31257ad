package io.wordtide.cli.command.sink;

import picocli.CommandLine.Command;

/** {@code wordtide sink}: brings what is learned into a database. */
@Command(
        name = "sink",
        description = "Writes embeddings of documents and words into a database as they are published.",
        synopsisSubcommandLabel = "postgres",
        subcommands = SinkPostgresCommand.class,
        footer = {"", "Example:", "  wordtide sink postgres --url jdbc:postgresql://localhost/news"})
public final class SinkCommand {}
