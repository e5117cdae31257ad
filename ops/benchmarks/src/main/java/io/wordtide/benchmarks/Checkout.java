package io.wordtide.benchmarks;

import java.io.File;
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
     * The command that runs {@link BagLearner} against this checkout's model, with the serial collector, so that its
     * memory is what it needs.
     */
    List<String> bagLearner(List<String> arguments) {
        String classes = BagLearner.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                "-XX:+UseSerialGC",
                "-cp",
                findLibraries().orElseThrow() + "/*" + File.pathSeparator + classes,
                BagLearner.class.getName()));
        command.addAll(arguments);
        return command;
    }
}
