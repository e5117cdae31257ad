package io.wordtide.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wordtide.cli.terminal.StopSignal;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The command {@code ops/chaos/run}. Exit codes: 0 nothing was lost, 1 something was or the run could not be
 * completed, 2 the command line is wrong.
 */
@Command(
        name = "ops/chaos/run",
        description = "Kills Wordtide in every way, on three brokers of its own, and compares what is left with an"
                + " undisturbed run.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {KillsCommand.class, FaultsCommand.class, CampaignCommand.class, ForgetCommand.class},
        footer = {"", "Exit codes: 0 nothing was lost, 1 something was, 2 the command line is wrong."})
public final class Main {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Print this help.")
    @SuppressWarnings("unused") // picocli acts on it
    private boolean help;

    private Main() {}

    public static void main(String[] args) {
        int exitCode;
        Thread campaign = Thread.currentThread();
        try (StopSignal stop = new StopSignal()) {
            // Ctrl-C: everything that was started is closed on the way out
            stop.onStop(campaign::interrupt);
            exitCode = new CommandLine(new Main())
                    .setOut(new PrintWriter(System.out, true, UTF_8))
                    .setErr(new PrintWriter(System.err, true, UTF_8))
                    .setUsageHelpAutoWidth(true)
                    .setExecutionExceptionHandler(Main::tell)
                    .execute(args);
        }
        System.exit(exitCode);
    }

    /** Prints why a run could not be completed; anything else is a bug in the harness, and prints where. */
    private static int tell(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        if (e instanceof ChaosException) {
            command.getErr().println(e.getMessage());
        } else {
            e.printStackTrace(command.getErr());
        }
        return CommandLine.ExitCode.SOFTWARE;
    }
}
