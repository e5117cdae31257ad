package io.wordtide.app.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.errors.ProcessorStateException;

/**
 * What says that a model exists and where its state is; the row that is written last.
 *
 * @param version mini-batches the snapshot's model had learned; 0 for a model that was begun and has no snapshot yet
 * @param nextSequence sequence number of the first bag that is not in the snapshot: where the journal goes on
 * @param length bytes of the snapshot
 * @param chunkCount rows the snapshot is cut into; 0 for none yet
 * @param settings what the model was begun with, by configuration key: the journal must be learned again with the same
 */
public record SnapshotManifest(
        long version, long nextSequence, int length, int chunkCount, Map<String, String> settings) {

    private static final int FORMAT = 1;

    public SnapshotManifest {
        settings = Map.copyOf(settings);
    }

    /** The manifest of a model's beginning. */
    public static SnapshotManifest begin(Map<String, String> settings) {
        return new SnapshotManifest(0, 0, 0, 0, settings);
    }

    /** Whether there is a snapshot to read. */
    public boolean hasSnapshot() {
        return chunkCount > 0;
    }

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(FORMAT);
            out.writeLong(version);
            out.writeLong(nextSequence);
            out.writeInt(length);
            out.writeInt(chunkCount);
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
                        + ", found format " + format + "; go on with the version of Wordtide that wrote it");
            }
            return new SnapshotManifest(in.readLong(), in.readLong(), in.readInt(), in.readInt(), settings(in));
        } catch (IOException e) {
            throw new ProcessorStateException(
                    "expected a whole manifest of model " + modelId + ", found " + bytes.length
                            + " bytes; delete the state directory to restore it from the changelog",
                    e);
        }
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
