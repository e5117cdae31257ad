package io.wordtide.ingest;

import io.wordtide.ingest.format.Packing;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Unpacks inputs whose first bytes show that they are packed. */
final class Unpacking {

    /** A broken packed stream drops what the failing read had unpacked: with short reads, only part of a line. */
    private static final int BLOCK_BYTES = 256;

    private Unpacking() {}

    /**
     * The bytes of an input, unpacked.
     *
     * @throws InputException if the name promises a packing and the bytes show another one or none
     */
    static BufferedInputStream unpack(InputStream in, String location) throws IOException {
        BufferedInputStream raw = new BufferedInputStream(in, 1 << 16);
        Optional<Packing> found = Packing.of(raw);
        if (found.isPresent()) {
            return new BufferedInputStream(found.get().unpack(raw), BLOCK_BYTES);
        }
        Optional<Packing> promised = Packing.ofName(location);
        if (promised.isPresent()) {
            throw new InputException(
                    "%s: expected %s data, as the name says, found something else; rename it or fetch it again"
                            .formatted(location, promised.get()));
        }
        return raw;
    }
}
