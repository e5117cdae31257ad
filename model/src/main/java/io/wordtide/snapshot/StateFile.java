package io.wordtide.snapshot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The state of a learner as bytes, with a checksum, the configuration it belongs to, and its provenance.
 *
 * <pre>
 * magic "WTSN" | format, int | configuration, strings | provenance, strings
 * | state: (kind, name, length, values) ... | SHA-256
 * </pre>
 *
 * <p>Little-endian. Stateless, thread-safe as long as the object being saved does not learn meanwhile.
 */
public final class StateFile {

    private static final int MAGIC = 'W' | 'T' << 8 | 'S' << 16 | 'N' << 24;
    private static final int FORMAT = 8;

    private StateFile() {}

    /**
     * @param configuration every setting by its name
     * @param state shows the visitor everything that was learned
     */
    public static byte[] encode(Map<String, String> configuration, Consumer<StateVisitor> state) {
        StateWriter writer = new StateWriter();
        writer.rawInt(MAGIC);
        writer.rawInt(FORMAT);
        writer.rawStrings(configuration);
        writer.rawStrings(ModelProvenance.current().describe());
        state.accept(writer);
        return writer.finish();
    }

    /**
     * Restores a state from the bytes it was encoded to.
     *
     * @param configuration the configuration it must have been encoded with
     * @param state has the visitor overwrite everything that was learned
     * @throws SnapshotException if the bytes are damaged, have an unknown format, or belong to another configuration;
     *     the message names what differs and what to do
     */
    public static void decode(byte[] bytes, Map<String, String> configuration, Consumer<StateVisitor> state) {
        StateReader reader = open(bytes);
        requireSameConfiguration(reader.rawStrings(), configuration);
        reader.rawStrings(); // provenance, for people
        state.accept(reader);
        reader.requireEnd();
    }

    /**
     * Hexadecimal SHA-256 of a state alone, without configuration and provenance.
     *
     * @param state shows the visitor everything that was learned
     */
    public static String fingerprint(Consumer<StateVisitor> state) {
        StateWriter writer = new StateWriter();
        state.accept(writer);
        byte[] bytes = writer.finish();
        return Sha256.hex(Sha256.of(bytes, bytes.length));
    }

    /** Where a state came from: software, machine and time, as names and values. */
    public static Map<String, String> provenance(byte[] bytes) {
        StateReader reader = open(bytes);
        reader.rawStrings(); // configuration
        return reader.rawStrings();
    }

    private static StateReader open(byte[] bytes) {
        if (bytes.length < 2 * Integer.BYTES + Sha256.LENGTH || header(bytes, 0) != MAGIC) {
            throw new SnapshotException("expected a model snapshot, found " + bytes.length
                    + " bytes that do not begin like one; restore the topic or file it came from");
        }
        if (header(bytes, Integer.BYTES) != FORMAT) {
            throw new SnapshotException("expected snapshot format " + FORMAT + ", found " + header(bytes, Integer.BYTES)
                    + "; use the release of Wordtide that wrote it, or start a new model (./wordtide reset)");
        }
        int bodyLength = bytes.length - Sha256.LENGTH;
        byte[] stored = Arrays.copyOfRange(bytes, bodyLength, bytes.length);
        if (!Arrays.equals(Sha256.of(bytes, bodyLength), stored)) {
            throw new SnapshotException("expected a snapshot with SHA-256 " + Sha256.hex(stored) + ", found "
                    + Sha256.hex(Sha256.of(bytes, bodyLength)) + "; it is damaged, restore an older one");
        }
        return new StateReader(ByteBuffer.wrap(bytes, 2 * Integer.BYTES, bodyLength - 2 * Integer.BYTES));
    }

    private static int header(byte[] bytes, int position) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(position);
    }

    /**
     * How the configuration that a state was encoded with differs from a given one, by name, for people.
     *
     * @throws SnapshotException if the bytes are damaged or have an unknown format
     */
    public static Map<String, String> differences(byte[] bytes, Map<String, String> configuration) {
        return differences(open(bytes).rawStrings(), configuration);
    }

    private static Map<String, String> differences(Map<String, String> stored, Map<String, String> configuration) {
        Map<String, String> differences = new TreeMap<>();
        configuration.forEach((name, value) -> {
            if (!value.equals(stored.get(name))) {
                differences.put(name, "configured " + value + ", in the snapshot " + stored.getOrDefault(name, "none"));
            }
        });
        return differences;
    }

    private static void requireSameConfiguration(Map<String, String> stored, Map<String, String> configuration) {
        Map<String, String> differences = differences(stored, configuration);
        if (!differences.isEmpty()) {
            throw new SnapshotException(
                    "expected a snapshot of a model configured like this one, found different values: "
                            + differences + "; configure the snapshot's values, or start a new model under another"
                            + " application id or data directory");
        }
    }
}
