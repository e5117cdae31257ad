package io.wordtide.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Java program in its own process, whose output reports how many documents it learned in how many seconds. */
final class ChildJvm {

    private static final Pattern DONE = Pattern.compile("([0-9,]+) documents .*learned in ([0-9.,]+) s.*");
    private static final String CLASS_PATH = "-cp";

    private final List<String> command;
    private final double documentsPerSecond;

    private ChildJvm(List<String> command, double documentsPerSecond) {
        this.command = command;
        this.documentsPerSecond = documentsPerSecond;
    }

    /**
     * Runs a command to its end; it becomes a JVM, directly or through a script that ends in {@code exec}.
     *
     * @param log gets standard error
     */
    static ChildJvm run(List<String> command, Path log) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().put("LC_ALL", "C"); // so that numbers have a decimal point
        Process process = builder.start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            List<String> jvm = command;
            double rate = Double.NaN;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                // by the time it prints, the process is the JVM and no longer the script
                jvm = command(process.info());
                rate = documentsPerSecond(line).orElse(rate);
            }
            if (process.waitFor() != 0 || Double.isNaN(rate)) {
                throw new IllegalStateException("expected " + command.get(0) + " to learn and end with status 0, found "
                        + "status " + process.exitValue() + " and on standard error: " + Files.readString(log));
            }
            return new ChildJvm(jvm, rate);
        } finally {
            process.destroy();
        }
    }

    /** What the line says that tells the end; empty for any other line. */
    static OptionalDouble documentsPerSecond(String line) {
        Matcher done = DONE.matcher(line);
        return done.matches()
                ? OptionalDouble.of(number(done.group(1)) / number(done.group(2)))
                : OptionalDouble.empty();
    }

    private static double number(String text) {
        return Double.parseDouble(text.replace(",", ""));
    }

    /** The program and its arguments, as far as the system reveals them. */
    private static List<String> command(ProcessHandle.Info info) {
        List<String> command = new ArrayList<>();
        info.command().ifPresent(command::add);
        info.arguments().map(Arrays::asList).ifPresent(command::addAll);
        return command;
    }

    /** Runs another program in a JVM with the same options, with its class added to the class path. */
    List<String> otherProgram(Class<?> main, String... arguments) {
        int classPath = command.indexOf(CLASS_PATH) + 1;
        if (classPath == 0) {
            throw new IllegalStateException("expected " + CLASS_PATH + " in the command of the JVM, found " + command);
        }
        List<String> other = new ArrayList<>(command.subList(0, classPath));
        String classes =
                main.getProtectionDomain().getCodeSource().getLocation().getPath();
        other.add(command.get(classPath) + File.pathSeparator + classes);
        other.add(main.getName());
        other.addAll(List.of(arguments));
        return other;
    }

    double documentsPerSecond() {
        return documentsPerSecond;
    }
}
