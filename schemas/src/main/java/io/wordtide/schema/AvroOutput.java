package io.wordtide.schema;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Avro's binary encoding of primitive types, in an array that grows. Not thread-safe. */
final class AvroOutput {

    private static final int INITIAL_BYTES = 1024;
    private static final int LONGEST_NUMBER_BYTES = 10;

    private byte[] bytes;
    private int size;

    /** @param prefix first bytes of the output */
    AvroOutput(byte[] prefix) {
        bytes = Arrays.copyOf(prefix, prefix.length + INITIAL_BYTES);
        size = prefix.length;
    }

    /** An int or a long. Zigzag: numbers of either sign that are small take few bytes, of 7 bits each. */
    void writeNumber(long number) {
        reserve(LONGEST_NUMBER_BYTES);
        long rest = (number << 1) ^ (number >> (Long.SIZE - 1));
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    void writeBoolean(boolean value) {
        reserve(1);
        bytes[size++] = (byte) (value ? 1 : 0);
    }

    void writeFloat(float value) {
        writeLittleEndian(Float.floatToRawIntBits(value), Float.BYTES);
    }

    void writeDouble(double value) {
        writeLittleEndian(Double.doubleToRawLongBits(value), Double.BYTES);
    }

    void writeString(String text) {
        if (text.isEmpty()) { // as most surface forms are
            writeNumber(0);
            return;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        writeNumber(utf8.length);
        reserve(utf8.length);
        System.arraycopy(utf8, 0, bytes, size, utf8.length);
        size += utf8.length;
    }

    /** Leaves the buffer's position as it is. */
    void writeBytes(ByteBuffer value) {
        int count = value.remaining();
        writeNumber(count);
        reserve(count);
        value.get(value.position(), bytes, size, count);
        size += count;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    private void writeLittleEndian(long bits, int count) {
        reserve(count);
        for (int i = 0; i < count; i++) {
            bytes[size++] = (byte) (bits >>> (Byte.SIZE * i));
        }
    }

    private void reserve(int count) {
        if (bytes.length - size < count) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(size, count)));
        }
    }
}
