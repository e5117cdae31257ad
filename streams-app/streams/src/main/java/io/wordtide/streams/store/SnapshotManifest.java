package io.wordtide.streams.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.streams.errors.ProcessorStateException;

/**
 * States that a model exists and where its state is; this row is written last.
 *
 * @param settings what the model was begun with, by configuration key: the journal must be learned again with the same
 *     ones
 * @param takenCount snapshots ever taken of the model; determines the slot of the next one
 * @param snapshots those that are kept, oldest first; empty for a model that was begun but has none yet
 */
public record SnapshotManifest(Map<String, String> settings, long takenCount, List<KeptSnapshot> snapshots) {

    private static final int FORMAT = 2;

    public SnapshotManifest {
        settings = Map.copyOf(settings);
        snapshots = List.copyOf(snapshots);
    }

    /** The manifest of a model that begins. */
    public static SnapshotManifest begin(Map<String, String> settings) {
        return new SnapshotManifest(settings, 0, List.of());
    }

    /** The snapshot from which the model continues, if any. */
    public Optional<KeptSnapshot> newest() {
        return snapshots.isEmpty() ? Optional.empty() : Optional.of(snapshots.get(snapshots.size() - 1));
    }

    /** Mini-batches that the newest snapshot has learned, 0 without one. */
    public long version() {
        return newest().map(KeptSnapshot::version).orElse(0L);
    }

    /** The kept snapshot of a version, if any. */
    public Optional<KeptSnapshot> snapshot(long version) {
        return snapshots.stream()
                .filter(snapshot -> snapshot.version() == version)
                .findFirst();
    }

    /** Where the journal continues: the sequence number of the first bag that is not in the newest snapshot. */
    public long nextSequence() {
        return newest().map(KeptSnapshot::nextSequence).orElse(0L);
    }

    /**
     * Where the journal begins: the sequence number of the first bag that is not in the oldest kept snapshot. 0 as long as
     * the beginning of the model would be kept, too, if it were a snapshot.
     *
     * @param keep snapshots to keep
     */
    public long journalStart(int keep) {
        return isBeginningKept(keep) ? 0 : snapshots.get(0).nextSequence();
    }

    /** Whether the model can still learn from its beginning: it is no older than the oldest kept snapshot may be. */
    public boolean isBeginningKept(int keep) {
        return snapshots.isEmpty() || takenCount <= 1L << Math.min(keep - 1, Long.SIZE - 2);
    }

    /**
     * How the settings that a model was begun with differ from others, for a message: {@code key=begun (found now)};
     * empty if they do not.
     */
    public String differences(Map<String, String> now) {
        Set<String> keys = new TreeSet<>(settings.keySet());
        keys.addAll(now.keySet());
        return keys.stream()
                .filter(key -> !text(settings, key).equals(text(now, key)))
                .map(key -> key + "=" + text(settings, key) + " (found " + text(now, key) + ")")
                .collect(Collectors.joining(", "));
    }

    private static String text(Map<String, String> values, String key) {
        return values.getOrDefault(key, "unset");
    }

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(FORMAT);
            out.writeLong(takenCount);
            out.writeInt(snapshots.size());
            for (KeptSnapshot snapshot : snapshots) {
                out.writeLong(snapshot.version());
                out.writeLong(snapshot.nextSequence());
                out.writeLong(snapshot.takenAt().toEpochMilli());
                out.writeInt(snapshot.length());
                out.writeInt(snapshot.slot());
            }
            out.writeInt(settings.size());
            for (Map.Entry<String, String> setting : settings.entrySet()) {
                out.writeUTF(setting.getKey());
                out.writeUTF(setting.getValue());
            }
        } catch (IOException e) {
            throw new ProcessorStateException("expected to encode a manifest in memory", e);
        }
        return bytes.toByteArray();
    }

    static SnapshotManifest decode(String modelId, byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int format = in.readInt();
            if (format != FORMAT) {
                throw new ProcessorStateException("expected the manifest of model " + modelId + " in format " + FORMAT
                        + ", found format " + format + "; continue with the version of Wordtide that wrote it, or begin"
                        + " anew under another wordtide.application.id");
            }
            long takenCount = in.readLong();
            List<KeptSnapshot> snapshots = snapshots(in);
            return new SnapshotManifest(settings(in), takenCount, snapshots);
        } catch (IOException e) {
            throw new ProcessorStateException(
                    "expected a complete manifest of model " + modelId + ", found " + bytes.length
                            + " bytes; delete the state directory to restore it from the changelog",
                    e);
        }
    }

    private static List<KeptSnapshot> snapshots(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<KeptSnapshot> snapshots = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            snapshots.add(new KeptSnapshot(
                    in.readLong(), in.readLong(), Instant.ofEpochMilli(in.readLong()), in.readInt(), in.readInt()));
        }
        return snapshots;
    }

    private static Map<String, String> settings(DataInputStream in) throws IOException {
        int count = in.readInt();
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i < count; i++) {
            settings.put(in.readUTF(), in.readUTF());
        }
        return settings;
    }
}
