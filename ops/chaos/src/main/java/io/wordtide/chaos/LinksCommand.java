package io.wordtide.chaos;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code links}: an instance on each of two hosts, and a network that fails. */
@Command(
        name = "links",
        description =
                "Runs one model on two hosts, one of them behind a link of 20 ms, cuts the link of each for"
                        + " a minute, and checks that nothing was lost. Started by ops/two-hosts, as root.")
final class LinksCommand implements Callable<Integer> {

    @Mixin
    private RunOptions options;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException, InterruptedException {
        boolean holds = options.run(
                "links",
                seed -> List.of(Fault.LINK_CUT_FAR, Fault.LINK_CUT_NEAR),
                command.commandLine().getOut());
        return holds ? 0 : 1;
    }
}
