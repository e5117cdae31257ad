package io.wordtide.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.cli.Main;
import io.wordtide.testing.ChildJvm;
import io.wordtide.testing.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The command line as a process of its own, as a user runs it. Killed on close if still running; what it started ends
 * with it. When closed, none of them writes to the test's directory any more.
 */
public final class WordtideProcess implements AutoCloseable {

    private final Process process;
    private final Path output;

    /** @param directory where its output is kept */
    public WordtideProcess(Path directory, String... arguments) throws IOException {
        this.output = Files.createTempFile(directory, "output", ".txt");
        this.process = ChildJvm.command(Main.class, arguments)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /** Asks the process to end, as Ctrl-C does. */
    public void terminate() {
        process.destroy();
    }

    /** Stops the process where it is, as a machine that hangs does, until {@link #resume}. */
    public void suspend() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** The process goes on where it was suspended. */
    public void resume() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** Waits for the process to end; returns its exit code. */
    public int exitCode() throws IOException, InterruptedException {
        assertThat(process.waitFor(Patience.LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS))
                .as("ended within %s; its output so far: %s", Patience.LONGEST_WAIT, output())
                .isTrue();
        return process.exitValue();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Standard output and error so far. */
    public String output() throws IOException {
        return Files.readString(output);
    }

    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        process.destroyForcibly();
        all.forEach(each -> assertThat(each.onExit())
                .as("the end of process %d", each.pid())
                .succeedsWithin(Patience.LONGEST_WAIT));
    }
}
