package io.wordtide.cli;

import com.google.common.base.Throwables;
import io.wordtide.cli.changelog.StateException;
import io.wordtide.cli.deadletter.DeadLetterException;
import io.wordtide.cli.embedded.EmbeddedClusterException;
import io.wordtide.cli.sink.SinkException;
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
import java.util.Optional;
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
            SinkException.class,
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

    /** Reports that the process ran out of memory, which ends any command. */
    static int failure(OutOfMemoryError e, PrintWriter err, boolean debug) {
        err.println("wordtide: " + message(e));
        if (debug) {
            e.printStackTrace(err);
        }
        return ExitCode.FAILURE;
    }

    /** The virtual machine names what ran out in the error's message alone. */
    private static String message(OutOfMemoryError e) {
        String what = String.valueOf(e.getMessage());
        if (what.contains("heap") || what.contains("GC overhead")) {
            return "expected everything to fit into the Java heap of %,d MB, found it full; raise -Xmx (of the script wordtide: in WORDTIDE_JAVA_OPTS), or lower wordtide.vocabulary.size, wordtide.model.latent.size or wordtide.models.memory"
                    .formatted(Runtime.getRuntime().maxMemory() / 1_000_000);
        }
        if (what.contains("native thread")) {
            return "expected the system to start another thread, found that it does not; raise the limit of processes"
                    + " (ulimit -u) or the memory of the container";
        }
        return "expected enough memory outside the Java heap, found that it ran out (" + what
                + "); lower -Xmx where the machine's memory is full, or raise what the message names";
    }

    private static String message(Exception e, boolean debug) {
        Optional<OutOfMemoryError> exhausted = Throwables.getCausalChain(e).stream()
                .filter(OutOfMemoryError.class::isInstance)
                .map(OutOfMemoryError.class::cast)
                .findFirst();
        if (exhausted.isPresent()) {
            return message(exhausted.get());
        }
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
