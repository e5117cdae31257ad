package io.wordtide.ingest.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads the beginning of an input, which is read again afterwards. Bytes are returned as characters, one for each, without
 * a byte order mark of UTF-8.
 */
final class InputHead {

    /** Far more than any magic number, header or first line that tells a format. */
    private static final int MOST_BYTES = 8 << 10;

    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

    private InputHead() {}

    /** Reads the wanted part. */
    private interface Part {
        byte[] read(InputStream in) throws IOException;
    }

    /**
     * The first lines that are not blank, or what of them lies in the first 8 KiB. Reads no further than they reach, so that a pipe is not
     * waited for without need.
     */
    static String lines(BufferedInputStream in, int lineCount) throws IOException {
        return read(in, head -> {
            ByteArrayOutputStream lines = new ByteArrayOutputStream();
            int count = 0;
            boolean isBlank = true;
            int b = head.read();
            while (b >= 0) {
                lines.write(b);
                isBlank &= Character.isWhitespace(b);
                if (b == '\n' && !isBlank) {
                    count++;
                    isBlank = true;
                }
                b = count < lineCount && lines.size() < MOST_BYTES ? head.read() : -1;
            }
            return lines.toByteArray();
        });
    }

    /** What a first read returns, which in a pipe is what has been written; empty for an empty input. */
    static String firstRead(BufferedInputStream in) throws IOException {
        return read(in, head -> {
            byte[] bytes = new byte[MOST_BYTES];
            return Arrays.copyOf(bytes, Math.max(0, head.read(bytes)));
        });
    }

    /** The first 8 KiB, or all of a shorter input; of one that breaks, what comes before, for its records can be read. */
    static String bytes(BufferedInputStream in) throws IOException {
        return read(in, head -> {
            byte[] bytes = new byte[MOST_BYTES];
            int count = Math.max(0, head.read(bytes));
            int next = count;
            while (next > 0 && count < MOST_BYTES) {
                next = readAgain(head, bytes, count);
                count += Math.max(0, next);
            }
            return Arrays.copyOf(bytes, count);
        });
    }

    private static int readAgain(InputStream in, byte[] bytes, int from) {
        try {
            return in.read(bytes, from, bytes.length - from);
        } catch (IOException e) {
            return -1; // thrown again where it counts
        }
    }

    private static String read(BufferedInputStream in, Part part) throws IOException {
        in.mark(MOST_BYTES);
        try {
            String head = new String(part.read(in), ISO_8859_1);
            return head.startsWith(BYTE_ORDER_MARK) ? head.substring(BYTE_ORDER_MARK.length()) : head;
        } finally {
            in.reset();
            in.mark(0); // a mark that stays makes the buffer grow, and a broken packed stream loses as much
        }
    }
}
