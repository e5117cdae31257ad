package io.wordtide.cli.command;

import io.wordtide.cli.check.ApplicationCheck;
import io.wordtide.cli.check.Finding;
import io.wordtide.cli.connection.ClusterConnection;
import io.wordtide.cli.embedded.EmbeddedClusterException;
import io.wordtide.cli.option.ClusterOptions;
import io.wordtide.cli.terminal.CommandException;
import io.wordtide.cli.terminal.ExitCode;
import io.wordtide.streams.config.WordtideConfig;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wordtide check}: whether the application can run, and what to do if not. */
@Command(
        name = "check",
        abbreviateSynopsis = true,
        description = "Checks configuration, cluster, time limits, topics, schemas, access, stored models and progress,"
                + " and prints a line for each. Changes nothing. Run it where the application runs: it measures a"
                + " learning step. The exit code is 1 if there is a problem.",
        footer = {"", "Example:", "  wordtide check --config news.properties"})
public final class CheckCommand implements Callable<Integer> {

    @Mixin
    private ClusterOptions cluster;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        PrintWriter out = command.commandLine().getOut();
        try (ClusterConnection connection = cluster.connect();
                Admin admin = connection.admin()) {
            WordtideConfig config = connection.config();
            out.println(Finding.ok(
                    "configuration",
                    "application %s, up to %,d words, %d latent dimensions"
                            .formatted(
                                    config.applicationId(),
                                    config.vocabulary().capacity(),
                                    config.learner().latentSize())));
            return new ApplicationCheck(config, admin, connection.registry()).run(out::println)
                    ? ExitCode.OK
                    : ExitCode.FAILURE;
        } catch (ConfigException e) {
            out.println(Finding.problem("configuration", String.valueOf(e.getMessage())));
        } catch (CommandException | EmbeddedClusterException e) {
            out.println(Finding.problem("kafka", String.valueOf(e.getMessage())));
        }
        return ExitCode.FAILURE;
    }
}
