package io.wordtide.chaos;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kills}: many sudden deaths of the application. */
@Command(
        name = "kills",
        description =
                "Kills the application with SIGKILL at random moments of its work, and checks that nothing was lost.",
        footer = {
            "",
            "Example:",
            "  ops/chaos/run kills --kills 25 --seed 1 --input stream.jsonl.gz --vocabulary words.txt",
        })
final class KillsCommand implements Callable<Integer> {

    @Option(names = "--kills", paramLabel = "N", defaultValue = "25", description = "Default: ${DEFAULT-VALUE}.")
    private int kills;

    @Mixin
    private RunOptions options;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException, InterruptedException {
        boolean holds = options.run(
                "kills --kills " + kills,
                seed -> Plan.kills(seed, kills),
                command.commandLine().getOut());
        return holds ? 0 : 1;
    }
}
