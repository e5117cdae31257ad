package io.wordtide.benchmarks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * PyTorch in a process of its own, {@code ops/benchmarks/pytorch}, with settings of threads and memory of its own. It
 * waits for commands without using a processor for long.
 */
final class PyTorchPeer implements AutoCloseable {

    private static final String DIRECTORY = "ops/benchmarks/pytorch";
    private static final String MAIN = "io.wordtide.pytorch.Main";

    private final Process process;
    private final Writer commands;
    private final BufferedReader answers;

    private PyTorchPeer(Process process) {
        this.process = process;
        this.commands = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static Path target() {
        return Settings.root().resolve(DIRECTORY).resolve("target");
    }

    private static Path jar() {
        return target().resolve("wordtide-pytorch.jar");
    }

    static boolean isBuilt() {
        return Files.isReadable(jar());
    }

    /** Why a benchmark against it is skipped. */
    static String missing() {
        return "skipped: expected " + jar() + ", found none; build it with " + DIRECTORY + "/build";
    }

    /**
     * Starts it with a problem.
     *
     * @param problem file written by {@link PyTorchProblem}
     */
    static PyTorchPeer start(Path problem, int threadCount) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        java,
                        "-Xmx1g",
                        "-Dorg.bytedeco.javacpp.cachedir=" + target().resolve("native"),
                        // its tensors live outside the heap, and scopes free them
                        "-Dorg.bytedeco.javacpp.maxbytes=0",
                        "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                        "-cp",
                        jar() + File.pathSeparator + target().resolve("lib").resolve("*"),
                        MAIN,
                        problem.toString(),
                        Integer.toString(threadCount)))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("OMP_NUM_THREADS", Integer.toString(threadCount));
        builder.environment().put("OPENBLAS_NUM_THREADS", Integer.toString(threadCount));
        // a thread that spins while it waits takes the processor from the other side: OpenBLAS's would for 2^28 cycles
        // after a product, which is four mini-batches; with 2^26 PyTorch is as fast as it gets
        builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
        builder.environment().put("OPENBLAS_THREAD_TIMEOUT", "26");
        return new PyTorchPeer(builder.start());
    }

    /** Learns the next mini-batch. */
    void learn() {
        ask("learn");
    }

    /** The bound of the first mini-batch at psi(x) with the problem's noise, nats. */
    double elbo() {
        return Double.parseDouble(ask("elbo"));
    }

    private String ask(String command) {
        try {
            commands.write(command + "\n");
            commands.flush();
            @Nullable String answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException(
                        "expected an answer of " + MAIN + " to " + command + ", found its end; see standard error");
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException("expected an answer of " + MAIN + " to " + command, e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
