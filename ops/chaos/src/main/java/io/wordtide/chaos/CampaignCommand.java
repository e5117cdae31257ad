package io.wordtide.chaos;

import io.wordtide.chaos.Oracles.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.Utils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code campaign}: many runs with faults of every kind, a row of a table for each. */
@Command(
        name = "campaign",
        description =
                "Runs one seed after the other, each with its own faults, and prints a row of a Markdown table for"
                        + " each. Continues when something does not hold.",
        footer = {
            "",
            "Example:",
            "  ops/chaos/run campaign --seed 1 --runs 10 --faults-per-run 30 --instances 2 --directory campaign",
        })
final class CampaignCommand implements Callable<Integer> {

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The first. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "10", description = "Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Option(
            names = "--faults-per-run",
            paramLabel = "N",
            defaultValue = "30",
            description = "Default: ${DEFAULT-VALUE}.")
    private int faultsPerRun;

    @Option(
            names = "--faults",
            paramLabel = "NAME",
            split = ",",
            description = "Only these kinds. Default: all that can happen in the layout.",
            converter = FaultConverter.class,
            completionCandidates = FaultConverter.class)
    private List<Fault> kinds = new ArrayList<>();

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            required = true,
            description = "Where the output of each run is kept, and logs and data of those that do not hold.")
    private Path directory = Path.of("");

    @Mixin
    private StreamOptions stream = new StreamOptions();

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path place = RunOptions.empty(directory);
        PrintWriter out = command.commandLine().getOut();
        out.println("| seed | layout | faults | oracles | time |");
        out.println("|---|---|---|---|---|");
        boolean holds = true;
        // Ctrl-C interrupts this thread: the run that is under way ends, and no other begins
        for (long each = seed; each < seed + runs && !Thread.currentThread().isInterrupted(); each++) {
            holds &= run(each, place, out);
        }
        return holds ? 0 : 1;
    }

    private boolean run(long each, Path place, PrintWriter out) throws IOException, InterruptedException {
        List<Fault> faults = Plan.drawn(each, kinds.isEmpty() ? Fault.in(stream.layout()) : kinds, faultsPerRun);
        Setup setup = stream.setup(each, faults, Files.createDirectory(place.resolve("seed-" + each)));
        long start = System.nanoTime();
        String broken;
        try (PrintWriter events = new PrintWriter(
                Files.newBufferedWriter(place.resolve("seed-" + each + ".txt"), StandardCharsets.UTF_8), true)) {
            broken = broken(setup, events);
        }
        out.printf(
                "| %d | %s | %d: %s | %s | %d s |%n",
                each,
                setup.layout(),
                faults.size(),
                counted(faults),
                broken.isEmpty() ? "hold" : broken,
                Duration.ofNanos(System.nanoTime() - start).toSeconds());
        if (broken.isEmpty()) {
            Utils.delete(setup.directory().toFile());
        }
        return broken.isEmpty();
    }

    /** What does not hold, or why the run could not be completed; empty if everything holds. */
    private static String broken(Setup setup, PrintWriter events) throws InterruptedException {
        try {
            return new Trial(setup, events)
                    .run().stream()
                            .filter(verdict -> !verdict.holds())
                            .map(Verdict::name)
                            .collect(Collectors.joining(", "));
        } catch (RuntimeException e) {
            // whatever it is, the other seeds are worth running
            e.printStackTrace(events);
            return "not completed: " + String.valueOf(e.getMessage()).replace('\n', ' ');
        }
    }

    private static String counted(List<Fault> faults) {
        return faults.stream()
                .collect(Collectors.groupingBy(Fault::toString, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(fault -> fault.getKey() + (fault.getValue() == 1 ? "" : " x " + fault.getValue()))
                .collect(Collectors.joining(", "));
    }
}
