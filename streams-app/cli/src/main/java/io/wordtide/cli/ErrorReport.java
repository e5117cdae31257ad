package io.wordtide.cli;

import io.wordtide.cli.changelog.StateException;
import io.wordtide.cli.deadletter.DeadLetterException;
import io.wordtide.cli.embedded.EmbeddedClusterException;
import io.wordtide.cli.terminal.CommandException;
import io.wordtide.cli.terminal.ExitCode;
import io.wordtide.ingest.IngestException;
import io.wordtide.ingest.InputException;
import io.wordtide.snapshot.SnapshotException;
import io.wordtide.streams.error.RegistryUnavailableException;
import io.wordtide.streams.topics.TopicException;
import io.wordtide.text.TextFileException;
import java.io.PrintWriter;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports an error in one clear line; the stack trace only with {@code --debug}. */
final class ErrorReport {

    /** Exceptions whose messages are written for the person at the terminal. */
    private static final List<Class<? extends Exception>> SELF_EXPLANATORY = List.of(
            CommandException.class,
            InputException.class,
            IngestException.class,
            TextFileException.class,
            EmbeddedClusterException.class,
            RegistryUnavailableException.class,
            TopicException.class,
            StateException.class,
            SnapshotException.class,
            DeadLetterException.class,
            ConfigException.class);

    private ErrorReport() {}

    /** Reports an unknown option or command or an invalid value, and suggests what may have been meant. */
    static int usage(ParameterException e) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        // picocli puts this prefix on some messages about option groups
        err.println("wordtide: " + String.valueOf(e.getMessage()).replaceFirst("^Error: ", ""));
        UnmatchedArgumentException.printSuggestions(e, err);
        err.printf("Try '%s --help'.%n", command.getCommandSpec().qualifiedName());
        return ExitCode.USAGE;
    }

    /** Reports a command that started and failed. */
    static int failure(Exception e, CommandLine command, boolean debug) {
        PrintWriter err = command.getErr();
        err.println("wordtide: " + message(e, debug));
        if (debug) {
            e.printStackTrace(err);
        }
        return e instanceof ConfigException ? ExitCode.USAGE : ExitCode.FAILURE;
    }

    private static String message(Exception e, boolean debug) {
        String message = String.valueOf(e.getMessage()).replace('\n', ' ');
        if (SELF_EXPLANATORY.stream().anyMatch(known -> known.isInstance(e))) {
            return message;
        }
        String kind = e instanceof KafkaException
                ? "Kafka: "
                : "unexpected error: " + e.getClass().getSimpleName() + ": ";
        Throwable cause = e.getCause();
        String because = cause == null || cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")";
        return kind + message + because + (debug ? "" : "; run it with --debug to see where");
    }
}
