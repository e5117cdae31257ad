package io.wordtide.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One process of the application under test, from {@code wordtide run} to its end, which may be sudden. It never
 * outlives this process ({@link ChaosTarget}), not even when it is paused. Thread-safe.
 */
final class AppProcess implements AutoCloseable {

    /** Room for a vocabulary of 5,000 words and its snapshots; compiled as by the launcher, for short lives. */
    private static final List<String> OPTIONS = List.of(
            "-Xmx1g",
            "-XX:Tier4InvocationThreshold=150000",
            "-XX:Tier4MinInvocationThreshold=30000",
            "-XX:Tier4CompileThreshold=300000",
            "-XX:Tier4BackEdgeThreshold=400000",
            "-XX:CompileCommand=quiet",
            "-XX:CompileCommand=CompileThresholdScaling,io.wordtide.*::*,0.05");

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final AtomicReference<@Nullable Order> order = new AtomicReference<>();
    private final AtomicReference<@Nullable Process> pause = new AtomicReference<>();

    /** What to do at once when a moment has come, and the frame that identified it. */
    private record Order(Moment moment, Runnable action, AtomicReference<@Nullable String> frame) {}

    /**
     * Starts it; it learns after some seconds.
     *
     * @param host where it runs
     * @param log its log is appended here
     * @param environment added to that of this process
     */
    AppProcess(Host host, Path configFile, Path log, Map<String, String> environment) {
        ProcessBuilder command =
                ChildJvm.command(OPTIONS, ChaosTarget.class, List.of("run", "--config", configFile.toString()), log);
        command.command().addAll(0, host.prefix());
        command.environment().putAll(environment);
        process = ChildJvm.start(command);
        Thread reader = new Thread(this::readAnswers, "chaos-answers");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Does something at once when a moment comes; one order at a time.
     *
     * @return completes with the frame that identified the moment
     */
    AtomicReference<@Nullable String> at(Moment moment, Runnable action) {
        Order placed = new Order(moment, action, new AtomicReference<>());
        order.set(placed);
        try {
            OutputStream orders = process.getOutputStream();
            orders.write((moment.name() + "\n").getBytes(StandardCharsets.UTF_8));
            orders.flush();
        } catch (IOException e) {
            // it has ended, which whoever waits for the moment detects
        }
        return placed.frame();
    }

    /** Forgets the order, if it has not been carried out. */
    void cancel() {
        order.set(null);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end; returns its exit code. */
    int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    /** {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
    }

    /** {@code kill -STOP}. */
    void pause() {
        pause.set(ChildJvm.pause(process));
    }

    /** {@code kill -CONT}, if it was paused. */
    void resume() {
        Process shell = pause.getAndSet(null);
        if (shell != null) {
            ChildJvm.resume(shell);
        }
    }

    /** {@code kill -TERM}. */
    void terminate() {
        // not destroy() of the process: that closes its standard input too, as if this process had ended
        process.toHandle().destroy();
    }

    /** {@code kill -TERM}, then waits for the end, and forces it if it does not come. Returns the exit code. */
    int stop() throws InterruptedException {
        resume();
        terminate();
        if (!process.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            ChildJvm.kill(process);
        }
        return process.exitValue();
    }

    /** Kills it if it is still running, and waits for its end. */
    @Override
    public void close() {
        ChildJvm.kill(process);
        resume();
    }

    private void readAnswers() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] answer = line.split(" ", 3);
                if (answer[0].equals(ChaosTarget.REACHED)) {
                    carryOut(Moment.valueOf(answer[1]), answer[2]);
                }
            }
        } catch (IOException e) {
            // it was killed in the middle of a line
        }
    }

    private void carryOut(Moment moment, String frame) {
        Optional.ofNullable(order.get())
                .filter(placed -> placed.moment() == moment)
                .ifPresent(placed -> {
                    placed.action().run();
                    placed.frame().set(frame);
                });
    }
}
