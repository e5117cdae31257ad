package io.wordtide.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/**
 * The settings from the command line, also in the JVMs that JMH forks.
 *
 * <p>Set as system properties by {@code ops/benchmarks/run}.
 */
final class Settings {

    private static final String ROOT = "wordtide.benchmarks.root";
    private static final String DATA = "wordtide.benchmarks.data";
    private static final String QUICK = "wordtide.benchmarks.quick";
    private static final String AGAINST = "wordtide.benchmarks.against";
    private static final String RECORDS = "wordtide.benchmarks.records";

    private Settings() {}

    /** This checkout. */
    static Checkout checkout() {
        return new Checkout(root());
    }

    /** The directory of this checkout. */
    static Path root() {
        return Path.of(System.getProperty(ROOT, "."));
    }

    /** The directory below which benchmarks write. */
    static Path scratch() {
        return root().resolve("ops/benchmarks/target/scratch");
    }

    /** A file of the data sets beside the checkout, which may be missing. */
    static Path data(String file) {
        return Path.of(System.getProperty(DATA, "../shared/data")).resolve(file);
    }

    /** Whether a data set can be read. */
    static boolean has(String file) {
        return Files.isReadable(data(file));
    }

    /** Why a benchmark that needs a file is skipped. */
    static String missing(String file) {
        return "skipped: expected " + file + ", found none in " + data("") + "; name the directory with --data";
    }

    static boolean isQuick() {
        return Boolean.getBoolean(QUICK);
    }

    static void setQuick() {
        System.setProperty(QUICK, "true");
    }

    /** The checkout whose build is measured beside this one, if any. */
    static Optional<Checkout> against() {
        return Optional.ofNullable(System.getProperty(AGAINST)).map(Checkout::of);
    }

    /** @throws IllegalArgumentException if there is no build in the directory */
    static void setAgainst(String directory) {
        System.setProperty(AGAINST, Checkout.of(directory).root().toString());
    }

    /** How many fuzzed records go through the decoder and the tokenizer. */
    static int records() {
        return Integer.getInteger(RECORDS, isQuick() ? 200_000 : 10_000_000);
    }

    /** @throws IllegalArgumentException if it is not a count that has quarters */
    static void setRecords(String count) {
        if (!count.matches("[0-9]{1,9}") || Integer.parseInt(count) < 4) {
            throw new IllegalArgumentException("expected 4 to 999999999 records, found " + count);
        }
        System.setProperty(RECORDS, count);
    }

    static void setData(String directory) {
        System.setProperty(DATA, directory);
    }

    /** Passes everything to the forks. */
    static void pass(ChainedOptionsBuilder options) {
        List<String> properties = new ArrayList<>(List.of(
                "-D" + ROOT + "=" + root(),
                "-D" + DATA + "=" + data(""),
                "-D" + QUICK + "=" + isQuick(),
                "-D" + RECORDS + "=" + records()));
        against().ifPresent(other -> properties.add("-D" + AGAINST + "=" + other.root()));
        options.jvmArgsPrepend(properties.toArray(String[]::new));
    }
}
