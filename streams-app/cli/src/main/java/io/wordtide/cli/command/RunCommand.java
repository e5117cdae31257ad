package io.wordtide.cli.command;

import io.wordtide.cli.changelog.StoredSettings;
import io.wordtide.cli.connection.ClusterConnection;
import io.wordtide.cli.option.ServerOptions;
import io.wordtide.cli.terminal.CommandException;
import io.wordtide.cli.terminal.ExitCode;
import io.wordtide.cli.terminal.StopSignal;
import io.wordtide.server.LearnerApp;
import io.wordtide.streams.config.HttpKeys;
import io.wordtide.streams.error.FailureMessage;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wordtide run}: the application alone, on a cluster, until the process is asked to end. */
@Command(
        name = "run",
        abbreviateSynopsis = true,
        description = "Learns from the topic documents of a cluster until it is stopped (Ctrl-C, SIGTERM). Start it on"
                + " several machines to share the work.",
        footer = {
            "",
            "Example:",
            "  wordtide run --bootstrap-servers localhost:9092 \\",
            "      --schema-registry http://localhost:8081 --set wordtide.vocabulary.size=20000"
        })
public final class RunCommand implements Callable<Integer> {

    @Mixin
    private ServerOptions servers;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            description = "Port of the live page and the HTTP interface, 0 for any free one. Default: none.")
    private @Nullable Integer httpPort;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = command.commandLine().getErr();
        try (StopSignal stop = new StopSignal();
                ClusterConnection connection = ClusterConnection.to(settings())) {
            connection.requireTopics();
            StoredSettings.requireSame(connection.config());
            try (LearnerApp app = LearnerApp.start(connection.config())) {
                stop.onStop(app::close);
                err.printf(
                        "Application %s learns from %s; Ctrl-C stops it.%n",
                        connection.config().applicationId(),
                        connection.topics().documents().name());
                app.address().ifPresent(address -> err.printf("Live page: %s%n", address));
                app.await();
                return report(app.failure(), err);
            }
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = servers.read();
        if (httpPort != null) {
            settings.put(HttpKeys.PORT, httpPort.toString());
        }
        return settings;
    }

    private static int report(Optional<Throwable> failure, PrintWriter err) {
        if (failure.isPresent()) {
            throw new CommandException(
                    "the application was stopped by an error: %s; see the log above"
                            .formatted(FailureMessage.of(failure.get())),
                    failure.get());
        }
        err.println("Closed: all work in progress is committed.");
        return ExitCode.OK;
    }
}
