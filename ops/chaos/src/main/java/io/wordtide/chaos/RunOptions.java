package io.wordtide.chaos;

import io.wordtide.chaos.Oracles.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the commands with a single run. */
final class RunOptions {

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Decides every choice; printed, so that a run can be repeated. Default: a random one.")
    private @Nullable Long seed;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "Where logs and data are kept. Default: a temporary directory, deleted at the end.")
    private @Nullable Path directory;

    @Mixin
    private StreamOptions stream = new StreamOptions();

    Layout layout() {
        return stream.layout();
    }

    /**
     * Runs it.
     *
     * @param command as it was given, without the options of this class
     * @param faults the faults of the command for a seed
     * @return whether everything holds
     */
    boolean run(String command, LongFunction<List<Fault>> faults, PrintWriter out)
            throws IOException, InterruptedException {
        long chosen = seed == null ? new SecureRandom().nextInt(Integer.MAX_VALUE) : seed;
        Path place = directory == null ? Files.createTempDirectory("wordtide-chaos-") : empty(directory);
        Setup setup = stream.setup(chosen, faults.apply(chosen), place);
        out.printf(
                "seed %d, %,d documents, %d faults; logs and data in %s%n",
                chosen, setup.documents().size(), setup.faults().size(), place);
        boolean holds = false;
        try {
            List<Verdict> verdicts = new Trial(setup, out).run();
            holds = verdicts.stream().allMatch(Verdict::holds);
            return holds;
        } finally {
            out.println(
                    holds
                            ? "Nothing was lost."
                            : "NOT everything holds. Repeat with: ops/chaos/run %s --seed %d%s"
                                    .formatted(command, chosen, stream));
            if (directory == null) {
                Utils.delete(place.toFile());
            }
        }
    }

    /**
     * Creates a directory if it does not exist.
     *
     * @throws ChaosException if there is something in it
     */
    static Path empty(Path directory) throws IOException {
        Path place = Files.createDirectories(directory.toAbsolutePath().normalize());
        try (Stream<Path> entries = Files.list(place)) {
            if (entries.findAny().isPresent()) {
                throw new ChaosException(
                        "expected --directory " + place + " to be empty, found files in it; choose another one");
            }
        }
        return place;
    }
}
