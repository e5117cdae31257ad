package io.wordtide.cli.command.snapshot;

import io.wordtide.cli.changelog.SnapshotFile;
import io.wordtide.cli.changelog.StoppedApplication;
import io.wordtide.cli.changelog.StoredModel;
import io.wordtide.cli.connection.ClusterConnection;
import io.wordtide.cli.option.ClusterOptions;
import io.wordtide.cli.terminal.CommandException;
import io.wordtide.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wordtide snapshot load}: replaces a model with a saved snapshot. */
@Command(
        name = "load",
        abbreviateSynopsis = true,
        description = {
            "Replaces a model with what snapshot save wrote, or creates a model from it. The application must be"
                    + " stopped. What the model had learned is deleted, its kept snapshots included; documents that wait for"
                    + " their mini-batch keep waiting.",
            "Versions continue from the file's, so later version numbers occur a second time."
        },
        footer = {"", "Example:", "  wordtide snapshot load monday.zip --config news.properties"})
final class SnapshotLoadCommand implements Callable<Integer> {

    @Mixin
    private ClusterOptions cluster;

    @Parameters(paramLabel = "FILE", description = "A file that snapshot save wrote.")
    private Path file;

    @Option(names = "--model", paramLabel = "ID", description = "Model to replace. Default: the one that was saved.")
    private @Nullable String model;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        SnapshotFile saved = read();
        String modelId = model == null ? saved.modelId() : model;
        try (ClusterConnection connection = cluster.connect();
                StoppedApplication stopped = StoppedApplication.open(connection.config())) {
            StoredModel.Change change = new StoredModel(modelId, connection.config(), stopped.stores()).load(saved);
            stopped.commit();
            StoredModels.report(modelId, change, command.commandLine().getOut());
        }
        return ExitCode.OK;
    }

    private SnapshotFile read() {
        try {
            return SnapshotFile.read(file);
        } catch (NoSuchFileException e) {
            throw new CommandException(
                    "expected a file that snapshot save wrote, found no such file: %s".formatted(file), e);
        } catch (IOException e) {
            throw new CommandException("cannot read %s: %s".formatted(file, e), e);
        }
    }
}
