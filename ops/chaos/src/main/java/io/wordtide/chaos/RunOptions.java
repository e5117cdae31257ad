package io.wordtide.chaos;

import io.wordtide.chaos.Oracles.Verdict;
import io.wordtide.schema.Document;
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
import picocli.CommandLine.Option;

/** Options of every command. */
final class RunOptions {

    private static final int GENERATED_DOCUMENTS = 12_000;

    /** They flow while links are cut, in larger mini-batches. */
    private static final int GENERATED_FOR_LINKS = 40_000;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Decides every choice; printed, so that a run can be repeated. Default: a random one.")
    private @Nullable Long seed;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "Documents, in any form that ingest reads. Default:" + " generated ones.")
    private @Nullable Path input;

    @Option(
            names = "--vocabulary",
            paramLabel = "FILE",
            description = "A fixed vocabulary, one term a line. Default: a" + " living one.")
    private @Nullable Path vocabulary;

    @Option(
            names = "--analyzer",
            paramLabel = "NAME",
            defaultValue = "simple",
            description = "Default:" + " ${DEFAULT-VALUE}.")
    private String analyzer = "simple";

    @Option(
            names = "--documents",
            paramLabel = "N",
            description = "Documents at most. Default: all of --input, or " + GENERATED_DOCUMENTS + " (for links, "
                    + GENERATED_FOR_LINKS + ").")
    private @Nullable Integer documents;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "Where logs and data are kept. Default: a" + " temporary directory, deleted at the end.")
    private @Nullable Path directory;

    /**
     * Runs a campaign.
     *
     * @param command as it was given, without the options of this class
     * @param faults the faults of the command for a seed
     * @return whether everything holds
     */
    boolean run(String command, LongFunction<List<Fault>> faults, PrintWriter out)
            throws IOException, InterruptedException {
        long chosen = seed == null ? new SecureRandom().nextInt(Integer.MAX_VALUE) : seed;
        String repeat = repeat(command, chosen);
        Path place = place();
        List<Fault> plan = faults.apply(chosen);
        List<Document> stream = Input.read(input, chosen, most(plan));
        Setup setup = new Setup(chosen, stream, vocabulary, analyzer, plan, place);
        out.printf(
                "seed %d, %,d documents, %d faults; logs and data in %s%n",
                chosen, stream.size(), setup.faults().size(), place);
        boolean holds = false;
        try {
            List<Verdict> verdicts = new Campaign(setup, out).run();
            holds = verdicts.stream().allMatch(Verdict::holds);
            return holds;
        } finally {
            out.println(holds ? "Nothing was lost." : "NOT everything holds. Repeat with: " + repeat);
            if (directory == null) {
                Utils.delete(place.toFile());
            }
        }
    }

    private Path place() throws IOException {
        if (directory == null) {
            return Files.createTempDirectory("wordtide-chaos-");
        }
        Path place = Files.createDirectories(directory.toAbsolutePath().normalize());
        try (Stream<Path> entries = Files.list(place)) {
            if (entries.findAny().isPresent()) {
                throw new ChaosException(
                        "expected --directory " + place + " to be empty, found files in it; choose another one");
            }
        }
        return place;
    }

    private int most(List<Fault> plan) {
        if (documents != null) {
            return documents;
        }
        if (input != null) {
            return Integer.MAX_VALUE;
        }
        return plan.stream().anyMatch(Fault::needsTwoHosts) ? GENERATED_FOR_LINKS : GENERATED_DOCUMENTS;
    }

    private String repeat(String command, long chosen) {
        StringBuilder repeat = new StringBuilder("ops/chaos/run ")
                .append(command)
                .append(" --seed ")
                .append(chosen);
        append(repeat, "--input", input);
        append(repeat, "--vocabulary", vocabulary);
        append(repeat, "--analyzer", analyzer);
        append(repeat, "--documents", documents);
        return repeat.toString();
    }

    private static void append(StringBuilder command, String option, @Nullable Object value) {
        if (value != null) {
            command.append(' ').append(option).append(' ').append(value);
        }
    }
}
