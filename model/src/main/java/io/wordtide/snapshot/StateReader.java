package io.wordtide.snapshot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The restoring walk over a state; its checksum has been verified already, which says nothing about who wrote it: each
 * length is compared with what follows before anything of that length is made. Not thread-safe.
 */
final class StateReader implements StateVisitor {

    private static final String DAMAGED = "; it is damaged or was made by another program, restore an older one";

    /** Its length. */
    private static final int LEAST_STRING_BYTES = Integer.BYTES;

    private final ByteBuffer bytes;

    StateReader(ByteBuffer bytes) {
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void floats(String name, float[] values) {
        requireLength(name, values.length, section(StateKind.FLOATS, name, Float.BYTES));
        bytes.asFloatBuffer().get(values);
        skip(values.length, Float.BYTES);
    }

    @Override
    public void doubles(String name, double[] values) {
        requireLength(name, values.length, section(StateKind.DOUBLES, name, Double.BYTES));
        bytes.asDoubleBuffer().get(values);
        skip(values.length, Double.BYTES);
    }

    @Override
    public int[] ints(String name, int[] values) {
        int[] stored = new int[section(StateKind.INTS, name, Integer.BYTES)];
        bytes.asIntBuffer().get(stored);
        skip(stored.length, Integer.BYTES);
        return stored;
    }

    @Override
    public float[] floatsOfAnyLength(String name, float[] values) {
        float[] stored = new float[section(StateKind.FLOATS, name, Float.BYTES)];
        bytes.asFloatBuffer().get(stored);
        skip(stored.length, Float.BYTES);
        return stored;
    }

    @Override
    public long number(String name, long value) {
        requireLength(name, 1, section(StateKind.NUMBER, name, Long.BYTES));
        return bytes.getLong();
    }

    @Override
    public List<String> strings(String name, List<String> values) {
        int length = section(StateKind.STRINGS, name, LEAST_STRING_BYTES);
        List<String> stored = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            stored.add(rawString());
        }
        return stored;
    }

    String rawString() {
        byte[] utf8 = new byte[length(1)];
        bytes.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    Map<String, String> rawStrings() {
        Map<String, String> values = new LinkedHashMap<>();
        int length = length(2 * LEAST_STRING_BYTES);
        for (int i = 0; i < length; i++) {
            values.put(rawString(), rawString());
        }
        return values;
    }

    void requireEnd() {
        if (bytes.hasRemaining()) {
            throw new SnapshotException("expected the end of the snapshot, found " + bytes.remaining()
                    + " more bytes; use the release of Wordtide that wrote it");
        }
    }

    /** Reads the section's head and returns its length, as many values of at least so many bytes. */
    private int section(StateKind kind, String name, int leastBytesPerValue) {
        if (!bytes.hasRemaining()) {
            throw new SnapshotException("expected section " + name + ", found the end of the snapshot" + DAMAGED);
        }
        byte foundKind = bytes.get();
        String foundName = rawString();
        if (foundKind != kind.code() || !foundName.equals(name)) {
            throw new SnapshotException("expected section " + name + " of kind " + kind.code() + ", found " + foundName
                    + " of kind " + foundKind + "; use the release of Wordtide that wrote the snapshot");
        }
        return length(leastBytesPerValue);
    }

    /** Reads a number of values, of at least so many bytes each, that must follow. */
    private int length(int leastBytesPerValue) {
        int length = bytes.remaining() < Integer.BYTES ? -1 : bytes.getInt();
        int most = bytes.remaining() / leastBytesPerValue;
        if (length < 0 || length > most) {
            throw new SnapshotException("expected a length from 0 to " + most + " at byte "
                    + (bytes.position() - Integer.BYTES) + " of the snapshot, which is all that follows, found "
                    + (length < 0 ? "none" : length) + DAMAGED);
        }
        return length;
    }

    private static void requireLength(String name, int expected, int found) {
        if (expected != found) {
            throw new SnapshotException("expected " + expected + " values in section " + name + ", found " + found
                    + "; configure the sizes that the snapshot was taken with, or start a new model");
        }
    }

    private void skip(int length, int bytesPerValue) {
        bytes.position(bytes.position() + length * bytesPerValue);
    }
}
