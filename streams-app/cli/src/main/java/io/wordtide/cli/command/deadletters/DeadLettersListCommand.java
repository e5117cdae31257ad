package io.wordtide.cli.command.deadletters;

import io.wordtide.cli.connection.ClusterConnection;
import io.wordtide.cli.deadletter.DeadLetterSelection;
import io.wordtide.cli.deadletter.StoredDeadLetter;
import io.wordtide.cli.option.ClusterOptions;
import io.wordtide.cli.terminal.ExitCode;
import io.wordtide.schema.DeadLetterReason;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wordtide dead-letters list}: a line for each dead letter, and their number. */
@Command(
        name = "list",
        abbreviateSynopsis = true,
        description = "Prints a line for each dead letter: when it was set aside, where the record was found, reason,"
                + " cause, key, and size of the original. Ends with the count by reason. Never prints the text.",
        footer = {
            "",
            "Example:",
            "  wordtide dead-letters list --reason UNDECODABLE --since PT2H",
            "  wordtide dead-letters list --json | jq -r .origin"
        })
final class DeadLettersListCommand implements Callable<Integer> {

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private DeadLetterOptions options;

    @Option(names = "--limit", paramLabel = "N", description = "Print at most N lines; all letters are counted.")
    private @Nullable Long limit;

    @Option(names = "--json", description = "Print one JSON object per line; the counts go to standard error.")
    private boolean json;

    @Spec
    private CommandSpec command;

    private final Map<DeadLetterReason, Long> counts = new EnumMap<>(DeadLetterReason.class);
    private long total;

    @Override
    public Integer call() {
        PrintWriter out = command.commandLine().getOut();
        DeadLetterSelection selection = options.selection(null);
        try (ClusterConnection connection = cluster.connect()) {
            StoredDeadLetter.readAll(
                    connection.consumerProperties(), connection.topics().deadLetters(), stored -> {
                        if (selection.includes(stored.letter())) {
                            count(stored);
                            print(stored, out);
                        }
                    });
        }
        (json ? command.commandLine().getErr() : out).println(summary());
        return ExitCode.OK;
    }

    private void count(StoredDeadLetter stored) {
        total++;
        counts.merge(stored.letter().getReason(), 1L, Long::sum);
    }

    private void print(StoredDeadLetter stored, PrintWriter out) {
        if (limit == null || total <= limit) {
            out.println(json ? DeadLetterLine.json(stored) : DeadLetterLine.text(stored));
        }
    }

    private String summary() {
        return "%,d dead letters".formatted(total)
                + counts.entrySet().stream()
                        .map(count -> "%,d %s".formatted(count.getValue(), count.getKey()))
                        .collect(Collectors.joining(", ", counts.isEmpty() ? "" : ": ", ""));
    }
}
