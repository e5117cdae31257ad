package io.wordtide.cli.command.snapshot;

import io.wordtide.cli.changelog.StoppedApplication;
import io.wordtide.cli.changelog.StoredModel;
import io.wordtide.cli.connection.ClusterConnection;
import io.wordtide.cli.option.ClusterOptions;
import io.wordtide.cli.option.ModelOption;
import io.wordtide.cli.terminal.ExitCode;
import io.wordtide.streams.store.KeptSnapshot;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wordtide snapshot rollback}: back to an older snapshot. */
@Command(
        name = "rollback",
        abbreviateSynopsis = true,
        description = {
            "Goes back to a kept snapshot of a model. The application must be stopped. Newer snapshots are deleted, and"
                    + " what was learned since is forgotten; those documents can be sent again. Documents that wait"
                    + " for their mini-batch keep waiting.",
            "Versions go on from the snapshot's, so those that came after it come a second time."
        },
        footer = {"", "Example:", "  wordtide snapshot rollback --to 400 --config news.properties"})
final class SnapshotRollbackCommand implements Callable<Integer> {

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private ModelOption model;

    @Option(
            names = "--to",
            paramLabel = "VERSION",
            description = "A kept snapshot's version. Default: that of the one before the newest.")
    private @Nullable Long version;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        try (ClusterConnection connection = cluster.connect();
                StoppedApplication stopped = StoppedApplication.open(connection.config())) {
            StoredModels models = new StoredModels(connection.config(), stopped.stores());
            String modelId = models.choose(model);
            StoredModel stored = models.get(modelId);
            KeptSnapshot kept =
                    version == null ? StoredModels.beforeNewest(stored) : StoredModels.kept(stored, version);
            StoredModel.Change change = stored.rollBack(kept);
            stopped.commit();
            StoredModels.report(modelId, change, command.commandLine().getOut());
        }
        return ExitCode.OK;
    }
}
