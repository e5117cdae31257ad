package io.wordtide.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code faults}: each kind of fault once. */
@Command(
        name = "faults",
        description = "Injects every fault that docs/reliability.md lists, each once and in random order,"
                + " and checks that nothing was lost.",
        footer = {
            "",
            "Example:",
            "  ops/chaos/run faults --faults zombie,broker-kill --seed 7",
        })
final class FaultsCommand implements Callable<Integer> {

    @Option(
            names = "--faults",
            paramLabel = "NAME",
            split = ",",
            description = "Only these: ${COMPLETION-CANDIDATES}. Default: all that can happen in the layout.",
            converter = FaultConverter.class,
            completionCandidates = FaultConverter.class)
    private List<Fault> faults = new ArrayList<>();

    @Mixin
    private RunOptions options;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Fault> chosen = faults.isEmpty() ? Fault.in(options.layout()) : faults;
        String names = chosen.stream().map(Fault::toString).collect(Collectors.joining(","));
        boolean holds = options.run(
                "faults --faults " + names,
                seed -> Plan.shuffled(seed, chosen),
                command.commandLine().getOut());
        return holds ? 0 : 1;
    }
}
