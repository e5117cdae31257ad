package io.wordtide.ingest.format;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;

/** Looks at the beginning of an input without consuming it. */
public final class InputHead {

    /** Far more than any magic number, header or first line that tells a format. */
    private static final int MOST_BYTES = 8 << 10;

    private InputHead() {}

    /**
     * The first lines, or what of them lies in the first 8 KiB. Reads no further than they reach, so that a pipe is not
     * waited for without need.
     */
    static String read(BufferedInputStream in, int lineCount, Charset charset) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        in.mark(MOST_BYTES);
        try {
            int lines = 0;
            while (lines < lineCount && head.size() < MOST_BYTES) {
                int b = in.read();
                if (b < 0) {
                    break;
                }
                head.write(b);
                lines += b == '\n' ? 1 : 0;
            }
        } finally {
            in.reset();
            in.mark(0); // a mark that stays makes the buffer grow, and a broken gzip stream loses as much
        }
        return head.toString(charset);
    }
}
