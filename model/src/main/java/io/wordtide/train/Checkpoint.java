package io.wordtide.train;

import io.wordtide.snapshot.SnapshotException;
import io.wordtide.snapshot.StateFile;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * A training on disk: one file with the model as it is now, where the training is, and the best model so far. It is
 * replaced as a whole, so that a crash leaves the one before. Not thread-safe.
 */
final class Checkpoint {

    private static final String FILE = "checkpoint.bin";

    private final Path file;
    private final Map<String, String> configuration;

    /** @param configuration what two runs must have in common for the second to go on from the first */
    Checkpoint(Path directory, Map<String, String> configuration) {
        this.file = directory.resolve(FILE);
        this.configuration = configuration;
    }

    boolean exists() {
        return Files.exists(file);
    }

    /** @param best the best model's state, of length 0 if there is none yet */
    void write(TrainableModel model, TrainingState state, byte[] best) {
        byte[] current = StateFile.encode(configuration, visitor -> {
            state.visitState(visitor);
            model.visitState(visitor);
        });
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path next = file.resolveSibling(FILE + ".next");
            try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(next))) {
                writeBytes(out, current);
                writeBytes(out, best);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("expected to write a checkpoint at " + file, e);
        }
    }

    /**
     * Puts model and state where they were; returns the best model's state, of length 0 if there was none yet.
     *
     * @throws SnapshotException if the file is damaged or of another training
     */
    byte[] read(TrainableModel model, TrainingState state) {
        byte[] current;
        byte[] best;
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            current = readBytes(in);
            best = readBytes(in);
        } catch (IOException e) {
            throw new SnapshotException(
                    "expected a whole checkpoint at " + file + ", found one that cannot be read ("
                            + e.getClass().getSimpleName() + "); remove it to train from the start",
                    e);
        }
        StateFile.decode(current, configuration, visitor -> {
            state.visitState(visitor);
            model.visitState(visitor);
        });
        return best;
    }

    private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("expected " + length + " bytes, found " + bytes.length);
        }
        return bytes;
    }
}
