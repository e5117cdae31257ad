package io.wordtide.ingest;

import io.wordtide.ingest.format.Packing;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Unpacks inputs whose first bytes show that they are packed. */
final class Unpacking {

    /** A broken packed stream drops what the failing read had unpacked: with short reads, only part of a line. */
    private static final int BLOCK_BYTES = 256;

    private Unpacking() {}

    /**
     * The bytes of an input, unpacked.
     *
     * @throws InputException if the name promises a packing and the bytes show none
     */
    static BufferedInputStream unpack(InputStream in, String location) throws IOException {
        BufferedInputStream raw = new BufferedInputStream(in, 1 << 16);
        Optional<Packing> found = Packing.of(raw);
        if (found.isPresent()) {
            return new BufferedInputStream(new Unpacked(found.get().unpack(raw)), BLOCK_BYTES);
        }
        Optional<Packing> promised = Packing.ofName(location);
        if (promised.isPresent()) {
            throw new InputException(
                    "%s: expected %s data, as the name says, found something else; rename it or fetch it again"
                            .formatted(location, promised.get()));
        }
        return raw;
    }

    /** Short reads, whatever size a buffer has grown to; once one has failed, each fails in the same way. */
    private static final class Unpacked extends FilterInputStream {

        private @Nullable IOException failure;

        Unpacked(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] bytes, int from, int count) throws IOException {
            IOException before = failure;
            if (before != null) {
                throw before;
            }
            try {
                return super.read(bytes, from, Math.min(count, BLOCK_BYTES));
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }
    }
}
