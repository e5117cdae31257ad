package io.wordtide.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An instance of the application that is restarted whenever it has ended, as by an operator's service manager.
 * It keeps its settings, its state directory and its log from one process to the next. Thread-safe.
 */
final class SupervisedApp implements AutoCloseable {

    private static final long RESTART_DELAY_MS = 300;

    private static final String RUNNING = "-> RUNNING";

    /** Exit code of a JVM after SIGTERM: 128 + 15. */
    static final int TERMINATED = 143;

    private final String name;
    private final Host host;
    private final Path configFile;
    private final Path stateDirectory;
    private final LogFile log;
    private final Optional<FakeClock> clock;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final AtomicReference<@Nullable Runnable> beforeRestart = new AtomicReference<>();
    private final List<Integer> exitCodes = Collections.synchronizedList(new ArrayList<>());
    private final Thread supervisor;
    private volatile AppProcess process;
    private volatile long startMark;

    /** Starts it on this host, with the system's clock. */
    SupervisedApp(String name, Map<String, String> settings, Path directory) {
        this(name, settings, directory, Host.THIS, Optional.empty());
    }

    /**
     * Starts it.
     *
     * @param name name of its files in the directory
     * @param settings of {@code wordtide run}; the state directory is added
     * @param host where its processes run
     * @param clock what its processes take the time from, if not from the system
     */
    SupervisedApp(String name, Map<String, String> settings, Path directory, Host host, Optional<FakeClock> clock) {
        this.name = name;
        this.host = host;
        this.configFile = directory.resolve(name + ".properties");
        this.stateDirectory = directory.resolve(name + "-state");
        this.log = new LogFile(directory.resolve(name + ".log"));
        Map<String, String> all = new HashMap<>(settings);
        all.put("state.dir", stateDirectory.toString());
        write(all);
        this.clock = clock;
        this.process = start();
        this.supervisor = new Thread(this::supervise, "chaos-supervisor-" + name);
        supervisor.setDaemon(true);
        supervisor.start();
    }

    String name() {
        return name;
    }

    /** A clock that can be set, if it has one. */
    Optional<FakeClock> clock() {
        return clock;
    }

    /** The process that is running, or has just ended. */
    AppProcess process() {
        return process;
    }

    /** Whether the process has been running since it started: it has its tasks, and their state is restored. */
    boolean hasRun() {
        return process.isAlive() && log.hasSince(startMark, RUNNING);
    }

    Path stateDirectory() {
        return stateDirectory;
    }

    LogFile log() {
        return log;
    }

    /** How its processes have ended so far, in order: 137 after {@code kill -9}. */
    List<Integer> exitCodes() {
        synchronized (exitCodes) {
            return List.copyOf(exitCodes);
        }
    }

    /** Runs an action when the process has ended, before the next one starts. */
    void beforeRestart(Runnable action) {
        beforeRestart.set(action);
    }

    /**
     * Asks the process to end in order, and does not restart it.
     *
     * @throws ChaosException if it did not end in order
     */
    void stop() throws InterruptedException {
        stopping.countDown();
        int exitCode = process.stop();
        supervisor.join();
        if (exitCode != TERMINATED) {
            throw new ChaosException("expected " + name + " to end in order with " + TERMINATED + ", found " + exitCode
                    + ", log " + log.path());
        }
    }

    @Override
    public void close() {
        stopping.countDown();
        try {
            // the supervisor may be starting one last process
            while (supervisor.isAlive()) {
                process.close();
                supervisor.join(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.close();
    }

    private AppProcess start() {
        startMark = log.mark();
        return new AppProcess(
                host, configFile, log.path(), clock.map(FakeClock::environment).orElse(Map.of()));
    }

    private void supervise() {
        try {
            while (true) {
                exitCodes.add(process.awaitEnd());
                Runnable action = beforeRestart.getAndSet(null);
                if (action != null) {
                    action.run();
                }
                if (stopping.await(RESTART_DELAY_MS, TimeUnit.MILLISECONDS)) {
                    return;
                }
                process = start();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Map<String, String> settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        try (Writer writer = Files.newBufferedWriter(configFile)) {
            properties.store(writer, "Written by the chaos harness for " + name);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + configFile + ": " + e.getMessage(), e);
        }
    }
}
