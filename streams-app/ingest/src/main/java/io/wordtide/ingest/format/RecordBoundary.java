package io.wordtide.ingest.format;

/**
 * Where a record ends. UTF-8 never uses the bytes of ASCII characters inside others, so bytes suffice and a broken
 * character cannot move a boundary. One instance serves one reader: it may carry state from block to block.
 */
interface RecordBoundary {

    /** What {@link #find} and {@link #skip} return if there is nothing of the kind in the range. */
    int NOT_FOUND = -1;

    /** Index in {@code [from, to)} of the first byte that belongs to a record, or {@link #NOT_FOUND}. */
    default int skip(byte[] block, int from, int to) {
        return from;
    }

    /** The next byte begins a record. */
    default void begin() {}

    /** Index in {@code [from, to]} of the end of the record, or {@link #NOT_FOUND}. */
    int find(byte[] block, int from, int to);

    /** Whether the byte at the end, a line feed, is part of the record's end and belongs to no record. */
    default boolean endsWithLineFeed() {
        return true;
    }

    /** Whether a record that reaches the reader's limit ends there; otherwise the rest of it is skipped. */
    default boolean endsAtLimit() {
        return false;
    }

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
