package io.wordtide.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Where the processor time of a whole {@code ./wordtide dev} goes, by {@link Activity}: samples of async-profiler in the
 * application and in the registry. The first time, Maven downloads async-profiler from Maven Central. Linux on x86-64.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(1)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class ProfileBenchmark {

    private static final String PROFILER = "tools.profiler:async-profiler:4.1";
    private static final String LIBRARY = "linux-x64/libasyncProfiler.so";
    private static final int MOST_DOCUMENTS = 25_000;
    private static final int QUICK_DOCUMENTS = 4_000;

    private final Path directory = directory();
    private final Path input = directory.resolve("stream.jsonl");

    /** In the form that JMH reads. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Figures {

        /** Of the whole command, s. */
        public double processorSeconds;

        /** Documents. */
        public double documents;
    }

    private static Path directory() {
        return Settings.scratch().resolve("profile");
    }

    private static Path profiler() {
        return Settings.scratch().resolve("async-profiler");
    }

    @Setup
    public void setUp() throws IOException, InterruptedException {
        StreamFile.delete(directory);
        StreamFile.write(input, Settings.isQuick() ? QUICK_DOCUMENTS : MOST_DOCUMENTS);
        if (!Files.exists(profiler().resolve(LIBRARY))) {
            Process maven = new ProcessBuilder(
                            "mvn",
                            "-q",
                            "-B",
                            "-f",
                            Settings.root().resolve("ops/benchmarks/pom.xml").toString(),
                            "dependency:unpack",
                            "-Dartifact=" + PROFILER,
                            "-DoutputDirectory=" + profiler(),
                            "-Dmdep.unpack.includes=" + LIBRARY)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.INHERIT)
                    .start();
            if (maven.waitFor() != 0) {
                throw new IllegalStateException("expected Maven to download " + PROFILER + ", found status "
                        + maven.exitValue() + "; see standard error");
            }
        }
        Settings.checkout().prepare();
    }

    @Benchmark
    public void learn(Figures figures) throws IOException, InterruptedException {
        List<String> command = Settings.checkout().dev(input, directory.resolve("dev"), StreamFile.settings());
        // unlike the launcher's own variable, this one reaches all JVMs and replaces no option
        command.addAll(
                0,
                List.of(
                        "env",
                        "JAVA_TOOL_OPTIONS=-agentpath:" + profiler().resolve(LIBRARY)
                                + "=start,event=ctimer,interval=2ms,threads,collapsed,file="
                                + directory.resolve("%p.collapsed")));
        ChildJvm dev = ChildJvm.run(command, directory.resolve("dev.log"));
        figures.processorSeconds = dev.cost().processorSeconds();
        figures.documents = dev.learned().documents();
    }

    static Experiment experiment() {
        return new Experiment(
                "profile",
                "Where the processor time of a whole `wordtide dev` goes, " + StreamFile.description(),
                ProfileBenchmark.class,
                (options, quick) -> {},
                ProfileBenchmark::obstacle,
                ProfileBenchmark::table);
    }

    private static Optional<String> obstacle() {
        String system = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
        return system.equals("Linux on amd64")
                ? Optional.empty()
                : Optional.of("skipped: expected Linux on amd64, found " + system);
    }

    private static String table(List<Outcome> outcomes) {
        Outcome outcome = outcomes.get(0);
        ProfileShares shares = new ProfileShares();
        try (Stream<Path> files = Files.list(directory())) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".collapsed")).toList()) {
                shares.add(Files.readAllLines(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("expected profiles in " + directory(), e);
        }
        return shares.table(outcome.median("processorSeconds"), outcome.median("documents"));
    }
}
