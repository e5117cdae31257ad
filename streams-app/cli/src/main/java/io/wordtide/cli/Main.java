package io.wordtide.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wordtide.cli.command.CheckCommand;
import io.wordtide.cli.command.DevCommand;
import io.wordtide.cli.command.ExportCommand;
import io.wordtide.cli.command.ForgetCommand;
import io.wordtide.cli.command.IngestCommand;
import io.wordtide.cli.command.NearestCommand;
import io.wordtide.cli.command.ResetCommand;
import io.wordtide.cli.command.RunCommand;
import io.wordtide.cli.command.TopicsCommand;
import io.wordtide.cli.command.VersionCommand;
import io.wordtide.cli.command.VocabularyCommand;
import io.wordtide.cli.command.deadletters.DeadLettersCommand;
import io.wordtide.cli.command.evaluate.EvaluateCommand;
import io.wordtide.cli.command.plot.PlotCommand;
import io.wordtide.cli.command.schemas.SchemasCommand;
import io.wordtide.cli.command.sink.SinkCommand;
import io.wordtide.cli.command.snapshot.SnapshotCommand;
import io.wordtide.cli.command.watch.WatchCommand;
import io.wordtide.cli.terminal.TerminalWriter;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command {@code wordtide}; its exit codes are those of {@link io.wordtide.cli.terminal.ExitCode}. */
@Command(
        name = "wordtide",
        description = "Learns word embeddings, document embeddings and live perplexity from Kafka topics.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 success, 1 failure, 2 invalid command line or configuration.",
            "",
            "Example:",
            "  wordtide ingest news.jsonl.gz && wordtide watch perplexity",
        })
public final class Main {

    private static final List<Class<?>> COMMANDS = List.of(
            DevCommand.class,
            RunCommand.class,
            IngestCommand.class,
            WatchCommand.class,
            NearestCommand.class,
            EvaluateCommand.class,
            VocabularyCommand.class,
            PlotCommand.class,
            ExportCommand.class,
            SinkCommand.class,
            TopicsCommand.class,
            SchemasCommand.class,
            CheckCommand.class,
            SnapshotCommand.class,
            ForgetCommand.class,
            ResetCommand.class,
            DeadLettersCommand.class,
            VersionCommand.class);

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Print this help.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean help;

    @Option(
            names = {"-v", "--debug"},
            scope = ScopeType.INHERIT,
            description = "Show the stack trace of an error.")
    private boolean debug;

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(run(new PrintWriter(System.out, true, UTF_8), new PrintWriter(System.err, true, UTF_8), args));
    }

    /**
     * Runs a command in this process.
     *
     * @param out the command's output
     * @param err everything else: progress, warnings, errors
     * @return the exit code
     */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        Main main = new Main();
        PrintWriter toTerminal = new TerminalWriter(err);
        CommandLine commandLine = commandLine(main, args)
                .setOut(new TerminalWriter(out))
                .setErr(toTerminal)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler((e, arguments) -> ErrorReport.usage(e))
                .setExecutionExceptionHandler((e, command, parsed) -> ErrorReport.failure(e, command, main.debug));
        try {
            return commandLine.execute(args);
        } catch (OutOfMemoryError e) {
            // the handlers above get exceptions only
            return ErrorReport.failure(e, toTerminal, main.debug);
        }
    }

    /**
     * With the command that the first argument names; with all if it names none, for help and for what may have been meant.
     * Reading the options of all commands loads a thousand classes, and takes longer than some commands.
     */
    static CommandLine commandLine(Main main, String... args) {
        CommandLine commandLine = new CommandLine(main);
        List<Class<?>> named = COMMANDS.stream()
                .filter(command -> args.length > 0
                        && command.getAnnotation(Command.class).name().equals(args[0]))
                .toList();
        (named.isEmpty() ? COMMANDS : named).forEach(commandLine::addSubcommand);
        return commandLine;
    }
}
