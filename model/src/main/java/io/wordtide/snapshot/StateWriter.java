package io.wordtide.snapshot;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The saving walk over a state. Not thread-safe. */
final class StateWriter implements StateVisitor {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void floats(String name, float[] values) {
        section(
                StateKind.FLOATS,
                name,
                values.length,
                Float.BYTES,
                buffer -> buffer.asFloatBuffer().put(values));
    }

    @Override
    public void doubles(String name, double[] values) {
        section(
                StateKind.DOUBLES,
                name,
                values.length,
                Double.BYTES,
                buffer -> buffer.asDoubleBuffer().put(values));
    }

    @Override
    public int[] ints(String name, int[] values) {
        section(
                StateKind.INTS,
                name,
                values.length,
                Integer.BYTES,
                buffer -> buffer.asIntBuffer().put(values));
        return values;
    }

    @Override
    public long number(String name, long value) {
        section(StateKind.NUMBER, name, 1, Long.BYTES, buffer -> buffer.putLong(value));
        return value;
    }

    @Override
    public List<String> strings(String name, List<String> values) {
        section(StateKind.STRINGS, name, values.size(), 0, buffer -> {});
        values.forEach(this::rawString);
        return values;
    }

    void rawInt(int value) {
        write(Integer.BYTES, buffer -> buffer.putInt(value));
    }

    void rawString(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        rawInt(utf8.length);
        bytes.writeBytes(utf8);
    }

    void rawStrings(Map<String, String> values) {
        rawInt(values.size());
        values.forEach((name, value) -> {
            rawString(name);
            rawString(value);
        });
    }

    /** Everything written, followed by its checksum. */
    byte[] finish() {
        byte[] body = bytes.toByteArray();
        bytes.writeBytes(Sha256.of(body, body.length));
        return bytes.toByteArray();
    }

    private void section(StateKind kind, String name, int length, int bytesPerValue, Consumer<ByteBuffer> values) {
        bytes.write(kind.code());
        rawString(name);
        rawInt(length);
        write(Math.multiplyExact(length, bytesPerValue), values);
    }

    private void write(int length, Consumer<ByteBuffer> values) {
        byte[] room = new byte[length];
        values.accept(ByteBuffer.wrap(room).order(ByteOrder.LITTLE_ENDIAN));
        bytes.writeBytes(room);
    }
}
