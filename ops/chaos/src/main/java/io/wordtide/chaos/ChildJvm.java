package io.wordtide.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM with the class path of this one. */
final class ChildJvm {

    private ChildJvm() {}

    /**
     * The command of a child, to be started by the caller.
     *
     * @param log standard error is appended here
     */
    static ProcessBuilder command(List<String> options, Class<?> main, List<String> arguments, Path log) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // as the launchers do: Wordtide distributes work over its own threads
        builder.environment().put("OMP_NUM_THREADS", "1");
        builder.environment().put("OPENBLAS_NUM_THREADS", "1");
        return builder;
    }

    static Process start(ProcessBuilder command) {
        try {
            return command.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a child process: " + e.getMessage(), e);
        }
    }

    /**
     * {@code kill -STOP}. The shell that does it waits for {@link #resume}, or for the end of this process, to resume
     * the child: a stopped one could not detect that its parent is gone.
     *
     * @return the shell
     */
    static Process pause(Process child) {
        return start(new ProcessBuilder(
                "sh", "-c", "kill -STOP $0; read -r ignored; kill -CONT $0", Long.toString(child.pid())));
    }

    /**
     * {@code kill -CONT}.
     *
     * @param shell what {@link #pause} returned
     */
    static void resume(Process shell) {
        try {
            shell.getOutputStream().close();
            shell.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot resume a paused process", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@code kill -9}, then waits for the end. */
    static void kill(Process process) {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
