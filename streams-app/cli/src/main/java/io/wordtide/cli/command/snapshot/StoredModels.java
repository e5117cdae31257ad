package io.wordtide.cli.command.snapshot;

import io.wordtide.cli.changelog.ChangelogStores;
import io.wordtide.cli.changelog.StoredModel;
import io.wordtide.cli.option.ModelOption;
import io.wordtide.cli.terminal.CommandException;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.store.KeptSnapshot;
import java.io.PrintWriter;
import java.util.List;
import java.util.SortedSet;

/** Finds the model and the snapshot that a command is about. */
final class StoredModels {

    private final WordtideConfig config;
    private final ChangelogStores stores;

    StoredModels(WordtideConfig config, ChangelogStores stores) {
        this.config = config;
        this.stores = stores;
    }

    /** @throws CommandException if the model does not exist */
    String choose(ModelOption option) {
        SortedSet<String> models = stores.modelIds();
        if (models.isEmpty()) {
            throw new CommandException(
                    "expected a model of the application %s, found none; let it learn first, or set wordtide.application.id"
                            .formatted(config.applicationId()));
        }
        return option.choose(models, config.defaultModelId(), "stored state");
    }

    StoredModel get(String modelId) {
        return new StoredModel(modelId, config, stores);
    }

    /** @throws CommandException if the model has no snapshot */
    static KeptSnapshot newest(StoredModel model) {
        List<KeptSnapshot> kept = requireSome(model);
        return kept.get(kept.size() - 1);
    }

    /** @throws CommandException if the model has only one snapshot */
    static KeptSnapshot beforeNewest(StoredModel model) {
        List<KeptSnapshot> kept = requireSome(model);
        if (kept.size() == 1) {
            throw new CommandException(
                    "expected a snapshot before the newest, found only that of version %d; use --to %1$d to delete what was learned since"
                            .formatted(kept.get(0).version()));
        }
        return kept.get(kept.size() - 2);
    }

    /** @throws CommandException if no snapshot has that version */
    static KeptSnapshot kept(StoredModel model, long version) {
        List<KeptSnapshot> kept = requireSome(model);
        return kept.stream()
                .filter(snapshot -> snapshot.version() == version)
                .findFirst()
                .orElseThrow(() ->
                        new CommandException("expected a kept snapshot of version %d, found only those of version %s"
                                .formatted(version, model.versions())));
    }

    /** Reports what became of a model: nothing is lost silently. */
    static void report(String modelId, StoredModel.Change change, PrintWriter out) {
        out.printf(
                "model %s went from version %d to version %d: %,d learned documents are forgotten, %,d keep"
                        + " waiting%n",
                modelId,
                change.fromVersion(),
                change.toVersion(),
                change.forgottenDocuments(),
                change.waitingDocuments());
        out.println(
                "Start the application within a day, or delete its state directory first: after that the changelogs no"
                        + " longer tell old local state what was deleted.");
    }

    private static List<KeptSnapshot> requireSome(StoredModel model) {
        List<KeptSnapshot> kept = model.snapshots();
        if (kept.isEmpty()) {
            throw new CommandException("expected a snapshot of the model, found none yet; one is taken every"
                    + " wordtide.snapshot.interval mini-batches");
        }
        return kept;
    }
}
