package io.wordtide.chaos;

import io.wordtide.schema.Document;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command: the stream, and what it flows through. */
final class StreamOptions {

    private static final int GENERATED_DOCUMENTS = 12_000;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "Documents, in any form that ingest reads. Default: generated ones.")
    private @Nullable Path input;

    @Option(
            names = "--vocabulary",
            paramLabel = "FILE",
            description = "A fixed vocabulary, one term a line. Default: a living one.")
    private @Nullable Path vocabulary;

    @Option(
            names = "--analyzer",
            paramLabel = "NAME",
            defaultValue = "simple",
            description = "Default: ${DEFAULT-VALUE}.")
    private String analyzer = "simple";

    @Option(
            names = "--documents",
            paramLabel = "N",
            description = "Documents at most. Default: all of --input, or " + GENERATED_DOCUMENTS + ".")
    private @Nullable Integer documents;

    @Option(
            names = "--models",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "With more than one, each document goes to the model of its source. Default: ${DEFAULT-VALUE}.")
    private int models = Layout.SINGLE.models();

    @Option(
            names = "--instances",
            paramLabel = "N",
            defaultValue = "1",
            description = "Instances of the application at the beginning. Default: ${DEFAULT-VALUE}.")
    private int instances = Layout.SINGLE.instances();

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "Stream threads of each instance. Default: ${DEFAULT-VALUE}.")
    private int threads = Layout.SINGLE.threads();

    @Option(
            names = "--shards",
            paramLabel = "N",
            defaultValue = "1",
            description = "Shards of each model. Default: ${DEFAULT-VALUE}.")
    private int shards = Layout.SINGLE.shards();

    Layout layout() {
        return new Layout(models, instances, threads, shards);
    }

    /**
     * A run with these options.
     *
     * @throws ChaosException if one of the faults cannot happen in the layout
     */
    Setup setup(long seed, List<Fault> faults, Path directory) {
        Layout layout = layout();
        faults.stream().filter(fault -> !fault.fits(layout)).findFirst().ifPresent(fault -> {
            throw new ChaosException(
                    "expected faults that can happen with %d instances and %d shards, found %s; see the "
                                    .formatted(layout.instances(), layout.shards(), fault)
                            + "table in docs/reliability.md");
        });
        List<Document> stream = layout.spread(Input.read(input, seed, most()));
        return new Setup(seed, stream, vocabulary, analyzer, faults, layout, directory);
    }

    /** As they would be given on the command line. */
    @Override
    public String toString() {
        StringBuilder options = new StringBuilder();
        append(options, "--input", input);
        append(options, "--vocabulary", vocabulary);
        append(options, "--analyzer", analyzer);
        append(options, "--documents", documents);
        return options + layout().options();
    }

    private int most() {
        if (documents != null) {
            return documents;
        }
        return input == null ? GENERATED_DOCUMENTS : Integer.MAX_VALUE;
    }

    private static void append(StringBuilder command, String option, @Nullable Object value) {
        if (value != null) {
            command.append(' ').append(option).append(' ').append(value);
        }
    }
}
