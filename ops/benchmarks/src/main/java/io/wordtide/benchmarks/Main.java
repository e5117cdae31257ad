package io.wordtide.benchmarks;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks one after the other: progress on standard error, tables in Markdown on standard output. */
public final class Main {

    private static final String USAGE = """
            Usage: ops/benchmarks/run [--quick] [--only NAME]... [--data DIR] [--against DIR] [--records N]
              --quick       less of everything, for a first look: figures are rougher
              --only NAME   this benchmark alone; may be given several times
              --data DIR    data sets; default $WORDTIDE_DATA, or shared/data beside the repository
              --against DIR a checkout that has been built: end-to-end, run, start and growth measure it as well, alternately
              --records N   fuzz: records for decoder and tokenizer; default 10,000,000
            Benchmarks: %s""";

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    private final List<String> only = new ArrayList<>();

    private Main() {}

    public static void main(String[] args) {
        System.exit(new Main().run(args));
    }

    private int run(String[] args) {
        if (Arrays.asList(args).contains("--help")) {
            out.println(USAGE.formatted(names()));
            return 0;
        }
        try {
            read(args);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.println(USAGE.formatted(names()));
            return 2;
        }
        out.println(Machine.describe(args));
        int failures = 0;
        for (Experiment experiment : experiments()) {
            if (only.isEmpty() || only.contains(experiment.name())) {
                failures += run(experiment) ? 0 : 1;
            }
        }
        return failures == 0 ? 0 : 1;
    }

    private void read(String[] args) {
        Iterator<String> rest = Arrays.asList(args).iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--quick" -> Settings.setQuick();
                case "--data" -> Settings.setData(value(option, rest));
                case "--against" -> Settings.setAgainst(value(option, rest));
                case "--records" -> Settings.setRecords(value(option, rest));
                case "--only" -> only.add(known(value(option, rest)));
                default -> throw new IllegalArgumentException("expected an option, found " + option);
            }
        }
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException("expected a value after " + option + ", found none");
        }
        return rest.next();
    }

    private static String known(String name) {
        if (experiments().stream().noneMatch(experiment -> experiment.name().equals(name))) {
            throw new IllegalArgumentException("expected the name of a benchmark, found " + name);
        }
        return name;
    }

    private static String names() {
        return experiments().stream().map(Experiment::name).collect(Collectors.joining(", "));
    }

    /** In the order of the tables; titles depend on the options. */
    private static List<Experiment> experiments() {
        return List.of(
                StepBenchmark.experiment(),
                GemmBenchmark.experiment(),
                ThreadsBenchmark.experiment(),
                RefinersBenchmark.experiment(),
                MiniBatchBenchmark.experiment(),
                PhasesBenchmark.experiment(),
                CoresBenchmark.experiment(),
                PyTorchBenchmark.experiment(),
                AllocationBenchmark.experiment(),
                MemoryBenchmark.experiment(),
                EndToEndBenchmark.experiment(),
                RunBenchmark.experiment(),
                ShardsBenchmark.experiment(),
                StartBenchmark.experiment(),
                GrowthBenchmark.experiment(),
                ModelsBenchmark.experiment(),
                OnlineLdaBenchmark.experiment(),
                AlignmentBenchmark.experiment(),
                GuaranteesBenchmark.experiment(),
                RestartBenchmark.experiment(),
                HttpLoadBenchmark.experiment(),
                EndlessStreamBenchmark.experiment(),
                FuzzBenchmark.experiment(),
                StoriesBenchmark.experiment(),
                ProfileBenchmark.experiment());
    }

    /** Whether nothing failed; a benchmark that cannot run here is skipped, which is not a failure. */
    private boolean run(Experiment experiment) {
        out.printf("%n### %s: %s%n%n", experiment.name(), experiment.title());
        Optional<String> obstacle = experiment.obstacle().get();
        if (obstacle.isPresent()) {
            out.println(obstacle.get());
            return true;
        }
        try {
            out.println(experiment.table().apply(measure(experiment)));
            return true;
        } catch (RunnerException e) {
            out.println("failed: " + e.getMessage());
            e.printStackTrace(err);
            return false;
        }
    }

    private List<Outcome> measure(Experiment experiment) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + experiment.benchmark().getName().replace(".", "\\.") + "\\.")
                .shouldFailOnError(true);
        Settings.pass(options);
        experiment.tuning().apply(options, Settings.isQuick());
        long start = System.nanoTime();
        List<Outcome> outcomes = new Runner(options.build(), new Progress(experiment.name(), err))
                .run().stream().map(Outcome::of).toList();
        err.printf("  %s took %.0f s%n", experiment.name(), (System.nanoTime() - start) / 1e9);
        return outcomes;
    }
}
