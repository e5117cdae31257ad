package io.wordtide.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.testing.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that is not ours, as a process. Killed on close if still running. */
final class Program implements AutoCloseable {

    private final Process process;
    private final Path output;

    /**
     * Starts it.
     *
     * @param directory where it runs
     * @param input file that it reads as standard input
     */
    Program(Path directory, Path input, List<String> command) throws IOException {
        this.output = Files.createTempFile("wordtide-program-", ".txt");
        this.process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(input.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /** Whether a command exists here and ends without an error. */
    static boolean succeeds(Path directory, String... command) throws IOException, InterruptedException {
        try (Program program = new Program(directory, Path.of("/dev/null"), List.of(command))) {
            return program.exitCode() == 0;
        } catch (IOException e) {
            return false; // no such program
        }
    }

    /** What it printed, once it has ended without an error. */
    String result() throws IOException, InterruptedException {
        assertThat(exitCode()).as(output()).isZero();
        return output();
    }

    /** What it has printed so far. */
    String output() throws IOException {
        return Files.readString(output);
    }

    private int exitCode() throws InterruptedException {
        assertThat(process.waitFor(Patience.LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        Files.delete(output);
    }
}
