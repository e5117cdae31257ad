package io.wordtide.ingest.format;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The records of one input, one at a time. For one thread. */
public interface RecordSource extends Closeable {

    /**
     * The next record, or null at the end of the input.
     *
     * @throws IOException if the stream breaks; the record it breaks in is not returned
     */
    @Nullable RawRecord next() throws IOException;

    /** Where the next record begins in the unpacked input, bytes. */
    long offset();

    /** Line on which the next record begins, from 1. */
    long lineNumber();
}
