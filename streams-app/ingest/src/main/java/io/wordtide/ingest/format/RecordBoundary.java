package io.wordtide.ingest.format;

/**
 * Where a record ends. UTF-8 never uses the bytes of ASCII characters inside others, so bytes suffice and a broken
 * character cannot move a boundary. One instance serves one reader: it may carry state from block to block.
 */
interface RecordBoundary {

    /** What {@link #find} returns if the record does not end in the range. */
    int NOT_FOUND = -1;

    /** Index in {@code [from, to)} of the line feed that ends the record, or {@link #NOT_FOUND}. */
    int find(byte[] block, int from, int to);

    /** A record is a line: it ends at a line feed, not at anything else that Unicode or Java consider a line end. */
    static RecordBoundary lineFeed() {
        return (block, from, to) -> {
            for (int i = from; i < to; i++) {
                if (block[i] == '\n') {
                    return i;
                }
            }
            return NOT_FOUND;
        };
    }

    /** A record is the whole input. */
    static RecordBoundary none() {
        return (block, from, to) -> NOT_FOUND;
    }
}
