package io.wordtide.streams.shard;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Messages as bytes. Stateless, thread-safe. */
final class Frame {

    /** Of all messages; to be raised when one of them changes, since instances of two versions may talk to each other. */
    private static final byte FORMAT = 1;

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

    /**
     * A number of things that follow; what is not a message must not make a reader allocate memory for it.
     *
     * @param leastBytes that one of them takes
     * @throws IOException if so many cannot follow
     */
    static int readCount(DataInputStream in, int leastBytes) throws IOException {
        int count = in.readInt();
        int most = in.available() / leastBytes;
        if (count < 0 || count > most) {
            throw new IOException("expected at most " + most + " things in the rest of the message, found " + count);
        }
        return count;
    }

    static byte[] encode(Writer writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            writer.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("expected to write to memory", e);
        }
        return bytes.toByteArray();
    }

    /** @throws UncheckedIOException if the bytes are not what the reader expects */
    static <T> T decode(byte[] bytes, Reader<T> reader) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            byte format = in.readByte();
            if (format != FORMAT) {
                throw new IOException("expected format " + FORMAT + ", found " + format);
            }
            return reader.read(in);
        } catch (IOException e) {
            throw unreadable(bytes, e);
        } catch (RuntimeException e) { // numbers that are no lengths may throw anything
            throw unreadable(bytes, new IOException(e));
        }
    }

    private static UncheckedIOException unreadable(byte[] bytes, IOException cause) {
        return new UncheckedIOException(
                "expected a message of this version of Wordtide, found " + bytes.length + " bytes that are not one;"
                        + " run the same version on all instances",
                cause);
    }
}
