package io.wordtide.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Instances of {@code ./wordtide run} with the same settings, each bound to a processor of its own and so with one thread
 * that learns. For one thread.
 */
final class Instances implements AutoCloseable {

    private final Path directory;
    private final List<MeasuredProcess> processes = new ArrayList<>();

    private Instances(Path directory) {
        this.directory = directory;
    }

    /**
     * Creates the application's topics and starts the instances.
     *
     * @param directory for logs and local state
     */
    static Instances start(int count, Map<String, String> settings, Path directory)
            throws IOException, InterruptedException {
        try (MeasuredProcess creation =
                MeasuredProcess.start(command(settings, "topics", "create"), directory.resolve("topics.log"))) {
            creation.end();
        }
        Instances instances = new Instances(directory);
        for (int processor = 0; processor < count; processor++) {
            List<String> command = new ArrayList<>(List.of("taskset", "--cpu-list", Integer.toString(processor)));
            command.addAll(command(settings, "run"));
            command.addAll(List.of("--set", "state.dir=" + directory.resolve("state-" + processor)));
            instances.processes.add(MeasuredProcess.start(command, instances.log(processor)));
        }
        return instances;
    }

    private static List<String> command(Map<String, String> settings, String... arguments) {
        List<String> command = Settings.checkout().wordtide(arguments);
        settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        return command;
    }

    boolean areAlive() {
        return processes.stream().allMatch(MeasuredProcess::isAlive);
    }

    /** User and system time of all of them so far. */
    double processorSeconds() {
        return processes.stream().mapToDouble(MeasuredProcess::processorSeconds).sum();
    }

    /** Asks them to end, one after the other, and waits for that. */
    void stop() throws InterruptedException {
        for (MeasuredProcess process : processes) {
            process.stop();
        }
    }

    /** Standard error of all of them. */
    String logs() throws IOException {
        StringBuilder logs = new StringBuilder();
        for (int processor = 0; processor < processes.size(); processor++) {
            logs.append(Files.readString(log(processor)));
        }
        return logs.toString();
    }

    private Path log(int processor) {
        return directory.resolve("run-" + processor + ".log");
    }

    @Override
    public void close() {
        processes.forEach(MeasuredProcess::close);
    }
}
