package io.wordtide.cli.command.snapshot;

import io.wordtide.cli.changelog.ChangelogStores;
import io.wordtide.cli.changelog.StoredModel;
import io.wordtide.cli.connection.ClusterConnection;
import io.wordtide.cli.option.ClusterOptions;
import io.wordtide.cli.terminal.ExitCode;
import io.wordtide.streams.store.JournalSummary;
import io.wordtide.streams.store.KeptSnapshot;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wordtide snapshot list}: the snapshots of each model. */
@Command(
        name = "list",
        abbreviateSynopsis = true,
        description =
                "Prints the kept snapshots of each model, and what the journal holds after the newest. Works while"
                        + " the application runs.",
        footer = {"", "Example:", "  wordtide snapshot list --bootstrap-servers localhost:9092"})
final class SnapshotListCommand implements Callable<Integer> {

    private static final double BYTES_PER_MEGABYTE = 1e6;

    @Mixin
    private ClusterOptions cluster;

    @Option(names = "--model", paramLabel = "ID", description = "Only this model. Default: all.")
    private @Nullable String model;

    @Option(names = "--count", paramLabel = "N", defaultValue = "100", description = "Models to print. Default: 100.")
    private int count;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        if (count < 1) {
            throw new ParameterException(command.commandLine(), "Expected --count of 1 or more, found " + count);
        }
        try (ClusterConnection connection = cluster.connect()) {
            PrintWriter out = command.commandLine().getOut();
            ChangelogStores stores = ChangelogStores.readWithoutSnapshotBytes(connection.config());
            List<String> models = stores.modelIds().stream()
                    .filter(id -> model == null || id.equals(model))
                    .toList();
            for (String modelId : models.subList(0, Math.min(count, models.size()))) {
                print(modelId, new StoredModel(modelId, connection.config(), stores), out);
            }
            if (models.size() > count) {
                out.printf("and %,d more models; name one with --model, or raise --count%n", models.size() - count);
            }
            if (models.isEmpty()) {
                out.printf(
                        "the application %s has no %s yet%n",
                        connection.config().applicationId(), model == null ? "model" : "such model");
            }
        }
        return ExitCode.OK;
    }

    private static void print(String modelId, StoredModel model, PrintWriter out) {
        out.println(modelId);
        if (!model.snapshots().isEmpty()) {
            out.printf("  %9s  %11s  %12s  %s%n", "version", "documents", "size", "taken");
        }
        for (KeptSnapshot kept : model.snapshots()) {
            out.printf(
                    "  %9d  %,11d  %9.3f MB  %s%n",
                    kept.version(),
                    model.documentCount(kept),
                    kept.length() / BYTES_PER_MEGABYTE,
                    kept.takenAt().truncatedTo(ChronoUnit.SECONDS));
        }
        JournalSummary journal = model.journal();
        out.printf(
                "  learned since: %,d mini-batches, %,d documents; waiting: %,d documents%n",
                journal.miniBatches(), journal.learnedDocuments(), journal.waitingDocuments());
    }
}
