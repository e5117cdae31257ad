package io.wordtide.ingest.format;

import java.nio.ByteBuffer;

/**
 * The unparsed bytes of one record (a line, a CSV record, a whole file).
 *
 * @param lineNumber line it begins on, from 1
 * @param offset where it begins in the unpacked input, bytes
 * @param bytes its bytes without the line end; only the first ones if it {@linkplain #isCut() was cut}
 * @param size how many bytes it had
 */
public record RawRecord(long lineNumber, long offset, ByteBuffer bytes, long size) {

    /** Whether it was longer than the reader's limit, so that {@link #bytes} holds only its beginning. */
    public boolean isCut() {
        return bytes.remaining() < size;
    }

    /** Whether it holds only blanks, tabs and line ends. */
    public boolean isBlank() {
        for (int i = bytes.position(); i < bytes.limit(); i++) {
            if (!Character.isWhitespace(bytes.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** At most {@code count} bytes from its beginning. */
    public ByteBuffer head(int count) {
        return bytes.slice(bytes.position(), Math.min(count, bytes.remaining()));
    }
}
