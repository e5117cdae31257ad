package io.wordtide.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A command in a process of its own, measured from outside together with all processes that it starts. Memory and
 * processor time are read from Linux's {@code /proc}.
 *
 * <p>The {@link Cost} of one at a time, since its processor time is what this process's children have used so far; of
 * several at once, {@link #processorSeconds} says what each has used.
 */
final class MeasuredProcess implements AutoCloseable {

    private static final Path CHILDREN = Path.of("/proc/self/stat");
    private static final int SAMPLES_A_SECOND = 5;

    /** Position of {@code utime} after the name of the command, which {@code stime} follows; see proc(5). */
    private static final int OWN_USER = 11;

    /** That of {@code cutime}, which {@code cstime} follows. */
    private static final int CHILDREN_USER = 13;

    /** What Linux counts processor time in towards programs, on all common processors. */
    private static final double TICKS_A_SECOND = 100;

    /** Resident memory in {@code /proc/PID/status}, in units of 1,024 bytes; see proc(5). */
    private static final Pattern RESIDENT = Pattern.compile("^VmRSS:\\s+(\\d+) kB$", Pattern.MULTILINE);

    private final Process process;
    private final long start = System.nanoTime();
    private final double processorSecondsBefore = childrenSeconds();
    private final Thread sampler = new Thread(this::sample, "resident-memory");
    private volatile double residentMb = Double.NaN;

    private MeasuredProcess(Process process) {
        this.process = process;
    }

    /** @param log gets standard error */
    static MeasuredProcess start(List<String> command, Path log) throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().put("LC_ALL", "C"); // so that numbers have a decimal point
        MeasuredProcess measured = new MeasuredProcess(builder.start());
        measured.sampler.setDaemon(true);
        measured.sampler.start();
        return measured;
    }

    /** Standard output. */
    BufferedReader output() {
        return process.inputReader(StandardCharsets.UTF_8);
    }

    /** Time since the start. */
    double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    /** User and system time of the process itself so far, without those that it started; NaN except on Linux. */
    double processorSeconds() {
        try {
            return ownSeconds(Files.readString(Path.of("/proc/" + process.pid() + "/stat")));
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The program and its arguments, as far as the system reveals them. */
    List<String> command() {
        List<String> command = new ArrayList<>();
        process.info().command().ifPresent(command::add);
        process.info().arguments().map(Arrays::asList).ifPresent(command::addAll);
        return command;
    }

    /** Waits for the end. */
    Cost end() throws InterruptedException {
        process.waitFor();
        double wallSeconds = seconds();
        sampler.join();
        return new Cost(wallSeconds, childrenSeconds() - processorSecondsBefore, residentMb);
    }

    /** Asks it to end (SIGTERM), and waits for that. */
    Cost stop() throws InterruptedException {
        process.destroy();
        return end();
    }

    int exitValue() {
        return process.exitValue();
    }

    private void sample() {
        try {
            do {
                double now = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                        .mapToDouble(each -> residentMb(each.pid()))
                        .sum();
                // of a process that has ended there is nothing to read
                residentMb = now > 0 ? Math.max(now, Double.isNaN(residentMb) ? 0 : residentMb) : residentMb;
            } while (!process.waitFor(1000 / SAMPLES_A_SECOND, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static double residentMb(long pid) {
        try {
            return residentMb(Files.readString(Path.of("/proc/" + pid + "/status")));
        } catch (IOException e) {
            return 0; // ended meanwhile
        }
    }

    /** Of the contents of {@code /proc/PID/status}; 0 if the process has no memory any more. */
    static double residentMb(String status) {
        Matcher resident = RESIDENT.matcher(status);
        return resident.find() ? Long.parseLong(resident.group(1)) * 1024 / 1e6 : 0;
    }

    private static double childrenSeconds() {
        try {
            return Files.isReadable(CHILDREN) ? childrenSeconds(Files.readString(CHILDREN)) : Double.NaN;
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    /** User and system time of the children that were waited for, of a line of {@code /proc/PID/stat}. */
    static double childrenSeconds(String stat) {
        return seconds(stat, CHILDREN_USER);
    }

    /** User and system time of the process itself, of such a line. */
    static double ownSeconds(String stat) {
        return seconds(stat, OWN_USER);
    }

    private static double seconds(String stat, int position) {
        // the name of the command, in parentheses, may contain anything
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[position]) + Long.parseLong(fields[position + 1])) / TICKS_A_SECOND;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
