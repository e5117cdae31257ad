package io.wordtide.ingest;

import io.wordtide.ingest.format.InputFormat;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Unpacks inputs that begin with gzip's magic bytes, and guesses the format of an input without a name. */
final class Unpacking {

    /** How many blanks are skipped to find the first character of an input. */
    private static final int LOOK_AHEAD_BYTES = 8 << 10;

    /** A broken gzip stream drops what the failing read had unpacked: with short reads, only part of a line. */
    private static final int BLOCK_BYTES = 256;

    private static final int GZIP_MAGIC_1 = 0x1f;
    private static final int GZIP_MAGIC_2 = 0x8b;

    private Unpacking() {}

    /**
     * The bytes of an input, unpacked.
     *
     * @throws InputException if the name promises gzip and the bytes are not gzip
     */
    static BufferedInputStream unpack(InputStream in, String location) throws IOException {
        BufferedInputStream raw = new BufferedInputStream(in, 1 << 16);
        raw.mark(2);
        boolean isGzip = raw.read() == GZIP_MAGIC_1 && raw.read() == GZIP_MAGIC_2;
        raw.reset();
        if (isGzip) {
            // when a pipe has to wait for its next bytes, the JDK's GZIPInputStream takes that for the end of the data
            InputStream unpacked = GzipCompressorInputStream.builder()
                    .setInputStream(raw)
                    .setDecompressConcatenated(true)
                    .get();
            return new BufferedInputStream(unpacked, BLOCK_BYTES);
        }
        if (InputFormat.isGzipName(location)) {
            throw new InputException(
                    "%s: expected gzip data, as the name ends in .gz, found something else; rename it or fetch it again"
                            .formatted(location));
        }
        return raw;
    }

    /** JSON Lines if the first character that is not blank is a brace, else one document a line. */
    static InputFormat guessFormat(BufferedInputStream in) throws IOException {
        in.mark(LOOK_AHEAD_BYTES);
        try {
            for (int i = 0; i < LOOK_AHEAD_BYTES; i++) {
                int b = in.read();
                if (b == '{') {
                    return InputFormat.JSON_LINES;
                }
                if (!Character.isWhitespace(b) && !isByteOrderMark(b)) {
                    break;
                }
            }
            return InputFormat.LINES;
        } finally {
            in.reset();
        }
    }

    private static boolean isByteOrderMark(int b) {
        return b == 0xef || b == 0xbb || b == 0xbf;
    }
}
