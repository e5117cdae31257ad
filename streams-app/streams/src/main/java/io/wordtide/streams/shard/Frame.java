package io.wordtide.streams.shard;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Messages as bytes. Stateless, thread-safe. */
final class Frame {

    private Frame() {}

    /** Writes a message. */
    @FunctionalInterface
    interface Writer {
        void write(DataOutputStream out) throws IOException;
    }

    /** Reads a message. */
    @FunctionalInterface
    interface Reader<T> {
        T read(DataInputStream in) throws IOException;
    }

    static byte[] encode(Writer writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writer.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("expected to write to memory", e);
        }
        return bytes.toByteArray();
    }

    /** @throws UncheckedIOException if the bytes are not what the reader expects */
    static <T> T decode(byte[] bytes, Reader<T> reader) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return reader.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "expected a message of this version of Wordtide, found " + bytes.length + " bytes that are not one;"
                            + " run the same version on all instances",
                    e);
        }
    }

    /** Writes a text of any length; {@code writeUTF} refuses words of more than 65,535 bytes, which documents may have. */
    static void writeText(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String readText(DataInputStream in) throws IOException {
        return new String(readBytes(in, in.readInt()), StandardCharsets.UTF_8);
    }

    /** Reads so many bytes; without allocating them if the message is shorter. */
    static byte[] readBytes(DataInputStream in, long length) throws IOException {
        if (length < 0 || length > in.available()) {
            throw new IOException("expected at most " + in.available() + " more bytes, found a length of " + length);
        }
        return in.readNBytes((int) length);
    }

    /** Reads how many things follow, each of so many bytes at least. */
    static int readCount(DataInputStream in, int leastBytes) throws IOException {
        int count = in.readInt();
        if (count < 0 || (long) count * leastBytes > in.available()) {
            throw new IOException(
                    "expected a count that fits the " + in.available() + " bytes that follow, found " + count);
        }
        return count;
    }
}
