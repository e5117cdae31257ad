package io.wordtide.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Java program in its own process, whose output reports how many documents it learned in how many seconds, and, if it
 * is {@code wordtide dev}, the address of its page and rows of figures.
 */
final class ChildJvm {

    private static final Pattern DONE = Pattern.compile("([0-9,]+) documents .*learned in ([0-9.,]+) s.*");
    private static final Pattern ROW = Pattern.compile("\\s*[0-9][0-9,]*(\\s+\\S+){3,}");
    private static final String CLASS_PATH = "-cp";

    private final List<String> command;
    private final Learned learned;
    private final Cost cost;
    private final double pageSeconds;
    private final double firstRowSeconds;

    /** How many documents were learned, and how long that took by the program's own account. */
    record Learned(double documents, double seconds) {

        double documentsPerSecond() {
            return documents / seconds;
        }
    }

    private ChildJvm(List<String> command, Learned learned, Cost cost, double pageSeconds, double firstRowSeconds) {
        this.command = command;
        this.learned = learned;
        this.cost = cost;
        this.pageSeconds = pageSeconds;
        this.firstRowSeconds = firstRowSeconds;
    }

    /**
     * Runs a command to its end; it becomes a JVM, directly or through a script that ends in {@code exec}.
     *
     * @param log gets standard error
     */
    static ChildJvm run(List<String> command, Path log) throws IOException, InterruptedException {
        try (MeasuredProcess process = MeasuredProcess.start(command, log);
                BufferedReader lines = process.output()) {
            List<String> jvm = command;
            @Nullable Learned learned = null;
            PageProbe page = new PageProbe(process);
            double firstRowSeconds = Double.NaN;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                // by the time it prints, the process is the JVM and no longer the script
                jvm = process.isAlive() ? process.command() : jvm;
                learned = learned(line).orElse(learned);
                page.read(line);
                if (Double.isNaN(firstRowSeconds) && isRow(line)) {
                    firstRowSeconds = process.seconds();
                }
            }
            Cost cost = process.end();
            if (process.exitValue() != 0 || learned == null) {
                throw new IllegalStateException("expected " + command.get(0) + " to learn and end with status 0, found "
                        + "status " + process.exitValue() + " and on standard error: " + Files.readString(log));
            }
            return new ChildJvm(jvm, learned, cost, page.seconds(), firstRowSeconds);
        }
    }

    /** The result that a line reports; empty for any other line. */
    static Optional<Learned> learned(String line) {
        Matcher done = DONE.matcher(line);
        return done.matches()
                ? Optional.of(new Learned(number(done.group(1)), number(done.group(2))))
                : Optional.empty();
    }

    /** Whether a line is a row of the live view: a number of documents, then at least three more columns. */
    static boolean isRow(String line) {
        return ROW.matcher(line).matches() && learned(line).isEmpty();
    }

    private static double number(String text) {
        return Double.parseDouble(text.replace(",", ""));
    }

    /** The command that runs another program, of the benchmarks, with this checkout's libraries and this JVM's options. */
    List<String> otherProgram(Class<?> main, String... arguments) {
        List<String> other = options(command);
        other.addAll(List.of("-cp", Settings.checkout().classPath(main), main.getName()));
        other.addAll(List.of(arguments));
        return other;
    }

    /** A JVM's program and options without its class path, as far as the name of the main class. */
    static List<String> options(List<String> command) {
        List<String> options = new ArrayList<>(command.subList(0, 1));
        for (int i = 1; i < command.size() && command.get(i).startsWith("-"); i++) {
            if (command.get(i).equals(CLASS_PATH)) {
                i++; // its value
            } else {
                options.add(command.get(i));
            }
        }
        return options;
    }

    /** By the program's own account. */
    Learned learned() {
        return learned;
    }

    /** Of the whole command. */
    Cost cost() {
        return cost;
    }

    /** From the start of the command until its page answered, s; NaN without a page. */
    double pageSeconds() {
        return pageSeconds;
    }

    /** From the start of the command to the first row of figures, s; NaN without one. */
    double firstRowSeconds() {
        return firstRowSeconds;
    }
}
