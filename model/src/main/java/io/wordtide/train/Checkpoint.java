package io.wordtide.train;

import io.wordtide.snapshot.SnapshotException;
import io.wordtide.snapshot.StateFile;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * A training run on disk: one file with the current model, the progress of the training, and the best model so far. It
 * is replaced as a whole, so a crash leaves the previous one. Not thread-safe.
 */
final class Checkpoint {

    private static final String FILE = "checkpoint.bin";

    private final Path file;
    private final Map<String, String> configuration;

    /** @param configuration what two runs must have in common for the second to continue from the first */
    Checkpoint(Path directory, Map<String, String> configuration) {
        this.file = directory.resolve(FILE);
        this.configuration = configuration;
    }

    boolean exists() {
        return Files.exists(file);
    }

    /**
     * Creates the directory, so that a failure is reported before training and not after it.
     *
     * @throws SnapshotException if it cannot be created or written to
     */
    void prepare() {
        Path directory = file.toAbsolutePath().getParent();
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new SnapshotException(
                    "expected a directory for checkpoints at " + directory + ", found none, and it cannot be created ("
                            + e + "); give another one",
                    e);
        }
        if (!Files.isWritable(directory)) {
            throw new SnapshotException(
                    "expected a writable directory for checkpoints, found " + directory + "; give another one");
        }
    }

    /**
     * Writes the file, replacing the previous one.
     *
     * @param best the best model's state, of length 0 if there is none yet
     * @throws SnapshotException if it cannot be written; the previous one stays as it was
     */
    void write(TrainableModel model, TrainingState state, byte[] best) {
        byte[] current = StateFile.encode(configuration, visitor -> {
            state.visitState(visitor);
            model.visitState(visitor);
        });
        try {
            // again: hours may have passed since the start
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path next = file.resolveSibling(FILE + ".next");
            try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(next))) {
                writeBytes(out, current);
                writeBytes(out, best);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new SnapshotException(
                    "cannot write the checkpoint " + file + ": " + e
                            + "; free disk space, then run the same command to continue from the last one written",
                    e);
        }
    }

    /**
     * Restores model and state; returns the best model's state, of length 0 if there was none yet.
     *
     * @throws SnapshotException if the file is damaged or belongs to another training run; the message names it
     */
    byte[] read(TrainableModel model, TrainingState state) {
        byte[] current;
        byte[] best;
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            current = readBytes(in, "model");
            best = readBytes(in, "best model");
        } catch (IOException e) {
            throw new SnapshotException(
                    "expected a complete checkpoint at " + file + ", found one that cannot be read ("
                            + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage())
                            + "); remove it to train from the start",
                    e);
        }
        try {
            requireSameTraining(StateFile.differences(current, configuration));
            StateFile.decode(current, configuration, visitor -> {
                state.visitState(visitor);
                model.visitState(visitor);
            });
        } catch (SnapshotException e) {
            throw new SnapshotException(
                    "cannot continue from the checkpoint " + file + ": " + e.getMessage()
                            + ", or remove it to train from the start",
                    e);
        }
        return best;
    }

    private static void requireSameTraining(Map<String, String> differences) {
        if (!differences.isEmpty()) {
            throw new SnapshotException("expected one of the same training run, found different values: " + differences
                    + "; give the preset, seed and documents it started with, or another directory");
        }
    }

    /** @throws SnapshotException if more epochs were completed than are planned now */
    void requireAtMost(int epochs, TrainingState state) {
        if (state.epoch() > epochs) {
            throw new SnapshotException("expected a checkpoint after at most " + epochs + " epochs at " + file
                    + ", found one after " + state.epoch()
                    + ", which cannot be undone; plan at least as many epochs,"
                    + " or give another directory");
        }
    }

    private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Makes room for what is there, not for what the length claims. */
    private static byte[] readBytes(DataInputStream in, String what) throws IOException {
        int length = in.readInt();
        byte[] bytes = in.readNBytes(Math.max(0, length));
        if (bytes.length != length) {
            throw new IOException("expected a " + what + " of " + length + " bytes, found " + bytes.length);
        }
        return bytes;
    }
}
