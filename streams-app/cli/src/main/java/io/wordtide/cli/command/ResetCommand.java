package io.wordtide.cli.command;

import io.wordtide.cli.changelog.ApplicationReset;
import io.wordtide.cli.connection.ClusterConnection;
import io.wordtide.cli.option.ClusterOptions;
import io.wordtide.cli.terminal.CommandException;
import io.wordtide.cli.terminal.ExitCode;
import io.wordtide.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wordtide reset}: deletes what the application has learned. */
@Command(
        name = "reset",
        abbreviateSynopsis = true,
        description = {
            "Deletes what the application has learned: its internal topics, its committed offsets, and its local state"
                    + " on this machine. The application must be stopped. The public topics and their records stay, so its"
                    + " next start learns everything that documents still holds from the beginning, and sends embeddings"
                    + " and reports again.",
            "To keep a model, save it first: wordtide snapshot save FILE."
        },
        footer = {"", "Example:", "  wordtide reset --dry-run --config news.properties"})
public final class ResetCommand implements Callable<Integer> {

    @Mixin
    private ClusterOptions cluster;

    @Option(names = "--dry-run", description = "Print what would be deleted, and delete nothing.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        try (ClusterConnection connection = cluster.connect();
                Admin admin = connection.admin()) {
            ApplicationReset reset = new ApplicationReset(connection.config(), admin);
            ApplicationReset.Plan plan = reset.plan();
            String applicationId = connection.config().applicationId();
            PrintWriter out = command.commandLine().getOut();
            if (plan.isEmpty()) {
                out.printf("the application %s has nothing to delete%n", applicationId);
                return ExitCode.OK;
            }
            print(plan, out);
            if (!dryRun) {
                confirm(applicationId);
                reset.carryOut(plan);
                out.printf("the application %s starts over at its next start%n", applicationId);
            }
        }
        return ExitCode.OK;
    }

    private void print(ApplicationReset.Plan plan, PrintWriter out) {
        String verb = dryRun ? "would delete" : "will delete";
        plan.internalTopics().forEach(topic -> out.printf("%s the topic %s%n", verb, topic));
        plan.committedOffsets().keySet().stream()
                .collect(Collectors.groupingBy(TopicPartition::topic, Collectors.counting()))
                .forEach((topic, partitions) ->
                        out.printf("%s the committed offsets of %s (partitions: %d)%n", verb, topic, partitions));
        plan.stateDirectory().ifPresent(directory -> out.printf("%s the local state in %s%n", verb, directory));
        out.println("the public topics and their records stay; so does local state on other machines: delete it there");
    }

    private void confirm(String applicationId) {
        if (yes) {
            return;
        }
        if (!Terminal.isInteractive()) {
            throw new CommandException(
                    "expected --yes or a terminal to confirm at, found neither; nothing was deleted");
        }
        Optional<String> answer = Terminal.ask("Type %s to delete all that it has learned: ".formatted(applicationId));
        if (!answer.equals(Optional.of(applicationId))) {
            throw new CommandException(
                    "expected the application's name as confirmation, found something else; nothing was deleted");
        }
    }
}
