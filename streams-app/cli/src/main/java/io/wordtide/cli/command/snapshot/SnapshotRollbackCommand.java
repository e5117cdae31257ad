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

/** {@code wordtide snapshot rollback}: rolls back to an older snapshot. */
@Command(
        name = "rollback",
        abbreviateSynopsis = true,
        description = {
            "Rolls a model back to a kept snapshot. The application must be stopped. Newer snapshots, and what was"
                    + " learned since, are deleted; those documents can be sent again. Documents that wait for their"
                    + " mini-batch keep waiting.",
            "Versions continue from the snapshot's, so later version numbers occur a second time."
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
            description = "Version of a kept snapshot. Default: the one before the newest.")
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
