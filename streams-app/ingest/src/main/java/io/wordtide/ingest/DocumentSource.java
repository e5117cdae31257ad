package io.wordtide.ingest;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A lazy sequence of documents, and of records that were rejected. For one thread. */
public interface DocumentSource extends Closeable {

    /**
     * The next result, or null at the end.
     *
     * @throws InputException if the source breaks; earlier results stay valid
     * @throws IOException as above
     */
    @Nullable ReadResult next() throws IOException;
}
