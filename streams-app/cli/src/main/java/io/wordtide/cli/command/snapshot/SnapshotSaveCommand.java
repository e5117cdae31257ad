package io.wordtide.cli.command.snapshot;

import io.wordtide.cli.changelog.ChangelogStores;
import io.wordtide.cli.changelog.StoredModel;
import io.wordtide.cli.connection.ClusterConnection;
import io.wordtide.cli.option.ClusterOptions;
import io.wordtide.cli.option.ModelOption;
import io.wordtide.cli.terminal.CommandException;
import io.wordtide.cli.terminal.ExitCode;
import io.wordtide.streams.store.KeptSnapshot;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wordtide snapshot save}: saves a kept snapshot to a file. */
@Command(
        name = "save",
        abbreviateSynopsis = true,
        description = "Saves a model as it was at a kept snapshot: a zip file with the learner's state, the document"
                + " frequencies and the ids of recent documents. Works while the application runs.",
        footer = {"", "Example:", "  wordtide snapshot save monday.zip --config news.properties"})
final class SnapshotSaveCommand implements Callable<Integer> {

    @Mixin
    private ClusterOptions cluster;

    @Parameters(paramLabel = "FILE", description = "The file; must not exist.")
    private Path file;

    @Mixin
    private ModelOption model;

    @Option(
            names = "--version",
            paramLabel = "VERSION",
            description = "Version of a kept snapshot. Default: the newest.")
    private @Nullable Long version;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        try (ClusterConnection connection = cluster.connect()) {
            ChangelogStores stores = ChangelogStores.read(connection.config());
            StoredModels models = new StoredModels(connection.config(), stores);
            String modelId = models.choose(model);
            StoredModel stored = models.get(modelId);
            KeptSnapshot kept = version == null ? StoredModels.newest(stored) : StoredModels.kept(stored, version);
            save(stored, kept);
            command.commandLine()
                    .getOut()
                    .printf(
                            "saved model %s version %d, %,d documents, in %s%n",
                            modelId, kept.version(), stored.documentCount(kept), file);
        }
        return ExitCode.OK;
    }

    private void save(StoredModel stored, KeptSnapshot kept) {
        try {
            stored.save(kept, file);
        } catch (FileAlreadyExistsException e) {
            throw new CommandException(
                    "expected a file that does not exist, found %s; give another name, or remove it".formatted(file),
                    e);
        } catch (IOException e) {
            throw new CommandException("cannot write %s: %s".formatted(file, e), e);
        }
    }
}
