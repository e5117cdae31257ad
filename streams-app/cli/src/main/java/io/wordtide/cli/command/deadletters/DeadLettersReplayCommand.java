package io.wordtide.cli.command.deadletters;

import io.wordtide.cli.connection.ClusterConnection;
import io.wordtide.cli.deadletter.DeadLetterReplay;
import io.wordtide.cli.deadletter.ReplayOutcome;
import io.wordtide.cli.deadletter.ReplayProducer;
import io.wordtide.cli.deadletter.StoredDeadLetter;
import io.wordtide.cli.option.ClusterOptions;
import io.wordtide.cli.terminal.ExitCode;
import io.wordtide.cli.terminal.StopSignal;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wordtide dead-letters replay}: sends the original records of dead letters to be learned again. */
@Command(
        name = "replay",
        abbreviateSynopsis = true,
        description = {
            "Sends the original records of dead letters to the topic documents again, with their keys and headers. Use it"
                    + " when the cause has been fixed: a limit raised, a schema registered, an error corrected. If a letter"
                    + " does not hold the whole record, the record is read from its original position.",
            "The dead letters stay. Later runs do not replay a letter again."
        },
        footer = {
            "",
            "Example:",
            "  wordtide dead-letters replay --reason TOO_LONG --dry-run",
            "  wordtide dead-letters replay --origin wordtide.documents-0@1234"
        })
final class DeadLettersReplayCommand implements Callable<Integer> {

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private DeadLetterOptions options;

    @Option(
            names = "--origin",
            paramLabel = "TOPIC-PARTITION@OFFSET",
            description = "Only the letter of the record at this position.")
    private @Nullable String origin;

    @Option(names = "--again", description = "Also replay letters that were replayed before.")
    private boolean again;

    @Option(names = "--dry-run", description = "Only print what would be done.")
    private boolean dryRun;

    @Spec
    private CommandSpec command;

    private long replayed;
    private long replayedBefore;
    private long impossible;

    @Override
    public Integer call() {
        try (StopSignal stop = new StopSignal();
                ClusterConnection connection = cluster.connect()) {
            // before the producer, which would fence a run that is in progress
            connection.requireIngestionTopics();
            try (ReplayProducer producer = dryRun
                            ? null
                            : new ReplayProducer(
                                    connection.producerProperties(),
                                    connection.config().applicationId());
                    DeadLetterReplay replay =
                            new DeadLetterReplay(connection.consumerProperties(), connection.topics(), producer)) {
                stop.onStop(replay::stop);
                replay.run(options.selection(origin), again, this::tell);
            } finally {
                summarize(connection.topics().documents().name());
            }
            return stop.isRequested() || impossible > 0 ? ExitCode.FAILURE : ExitCode.OK;
        }
    }

    private void tell(StoredDeadLetter letter, ReplayOutcome outcome) {
        PrintWriter out = command.commandLine().getOut();
        String line = letter.letter().getOrigin() + "  " + letter.letter().getReason();
        if (outcome instanceof ReplayOutcome.Replayed) {
            replayed++;
            out.println(line + (dryRun ? "  would be replayed" : "  replayed"));
        } else if (outcome instanceof ReplayOutcome.ReplayedBefore) {
            replayedBefore++;
        } else if (outcome instanceof ReplayOutcome.Impossible left) {
            impossible++;
            command.commandLine().getErr().println(line + "  cannot be replayed: " + left.why());
        }
    }

    private void summarize(String documents) {
        command.commandLine()
                .getOut()
                .printf(
                        "%,d dead letters %s %s, %,d replayed before, %,d that cannot be replayed%n",
                        replayed,
                        dryRun ? "would be replayed to" : "replayed to",
                        documents,
                        replayedBefore,
                        impossible);
    }
}
