package io.wordtide.cli.command.snapshot;

import picocli.CommandLine.Command;

/** {@code wordtide snapshot}: the kept snapshots of the models. */
@Command(
        name = "snapshot",
        description =
                "Lists the kept snapshots of the models, saves one to a file, loads one from a file, or rolls back"
                        + " to an older one.",
        synopsisSubcommandLabel = "list|save|load|rollback",
        subcommands = {
            SnapshotListCommand.class,
            SnapshotSaveCommand.class,
            SnapshotLoadCommand.class,
            SnapshotRollbackCommand.class
        },
        footer = {"", "Example:", "  wordtide snapshot list"})
public final class SnapshotCommand {}
