package io.wordtide.benchmarks;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A checkout that has been built: this one, or another that it is compared with. */
record Checkout(Path root) {

    /** Where builds have put the libraries, the newest layout first. */
    private static final List<String> LIBRARIES = List.of("streams-app/cli/target/lib", "streams-app/target/lib");

    /**
     * @throws IllegalArgumentException if there is no build in the directory
     */
    static Checkout of(String directory) {
        Checkout checkout = new Checkout(Path.of(directory).toAbsolutePath().normalize());
        if (!Files.isExecutable(checkout.launcher()) || checkout.findLibraries().isEmpty()) {
            throw new IllegalArgumentException("expected a checkout of Wordtide that has been built, found " + directory
                    + "; run ./wordtide version there once");
        }
        return checkout;
    }

    private Path launcher() {
        return root.resolve("wordtide");
    }

    private Optional<Path> findLibraries() {
        return LIBRARIES.stream().map(root::resolve).filter(Files::isDirectory).findFirst();
    }

    /** The command line of Wordtide with arguments. */
    List<String> wordtide(String... arguments) {
        List<String> command = new ArrayList<>(List.of(launcher().toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /**
     * {@code dev} on a file, to its end.
     *
     * @param settings of the form key=value
     */
    List<String> dev(Path input, Path dataDirectory, List<String> settings) {
        List<String> command = wordtide(
                "dev", "--input", input.toString(), "--exit-when-done", "--data-dir", dataDirectory.toString());
        settings.forEach(setting -> command.addAll(List.of("--set", setting)));
        return command;
    }

    /** Runs the launcher once, so that what it makes after a build, such as archives of classes, is not measured. */
    void prepare() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(wordtide("version"))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.INHERIT)
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("expected " + launcher() + " version to end with status 0, found status "
                    + process.exitValue() + "; see standard error");
        }
    }

    /** Class path of a program of the benchmarks that runs with this checkout's libraries. */
    String classPath(Class<?> program) {
        String classes =
                program.getProtectionDomain().getCodeSource().getLocation().getPath();
        return findLibraries().orElseThrow() + "/*" + File.pathSeparator + classes;
    }

    /** The command that runs {@link BagLearner} against this checkout's model. */
    List<String> bagLearner(List<String> arguments) {
        return program(BagLearner.class, arguments);
    }

    /**
     * The command that runs a program of the benchmarks with this checkout's libraries and the serial collector, so that
     * its memory is what it needs.
     */
    List<String> program(Class<?> program, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                "-XX:+UseSerialGC",
                "-cp",
                classPath(program),
                program.getName()));
        command.addAll(arguments);
        return command;
    }
}
