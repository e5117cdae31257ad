package io.wordtide.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.utils.Utils;

/** Faults that end the process of the application. */
final class Kills {

    /** Time in which a killed application learns again: its start, the session of the dead one, restoring. */
    private static final int LONGEST_DELAY_MS = 15_000;

    private static final String FULL = "No space left on device";
    private static final Duration UNTIL_NOTICED = Duration.ofSeconds(20);

    private Kills() {}

    static String at(ChaosRun run, Moment moment) {
        return "killed in " + run.killAt(moment);
    }

    /** Kills it, deletes its state, and kills it again during the restore. */
    static String duringRestore(ChaosRun run) {
        return withStateDeleted(run) + ", then killed in " + run.killAt(Moment.RESTORE);
    }

    /** Kills it not only while it learns, but also while it starts, rebalances or restores. */
    static String anyTime(ChaosRun run) {
        int delayMs = run.random().nextInt(LONGEST_DELAY_MS);
        long start = System.nanoTime();
        run.trickleUntil(
                delayMs + " ms to pass",
                () -> System.nanoTime() - start > Duration.ofMillis(delayMs).toNanos());
        run.learner().process().kill();
        return "killed after %,d ms".formatted(delayMs);
    }

    static String withStateDeleted(ChaosRun run) {
        SupervisedApp learner = run.learner();
        AppProcess first = learner.process();
        learner.beforeRestart(() -> deleteIn(learner.stateDirectory()));
        first.kill();
        run.trickleUntil("another start", () -> learner.process() != first);
        return "killed, and all of its local state deleted";
    }

    /** Keeps the disk full until the application detects it, by ending or by a line in its log. */
    static String withFullDisk(ChaosRun run) {
        Optional<StateDisk> disk = run.disk();
        if (disk.isEmpty()) {
            return "skipped: only root can mount a file system for the state directory";
        }
        LogWatch log = new LogWatch(run.fleet().instances());
        disk.get().fill();
        try {
            String how = "continued until it was killed, and could not start";
            if (run.trickleFor(UNTIL_NOTICED, "the full disk to be detected", () -> log.saw(FULL))) {
                how = "detected it at work";
            } else {
                run.learner().process().kill();
                run.trickleUntil("the full disk to be detected at the start", () -> log.saw(FULL));
            }
            return "filled the disk of the state directory; the application " + how;
        } finally {
            disk.get().free();
        }
    }

    private static void deleteIn(Path directory) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                Utils.delete(entry.toFile());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete what is in " + directory, e);
        }
    }
}
