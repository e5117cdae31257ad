package io.wordtide.benchmarks;

import io.wordtide.ingest.DocumentSource;
import io.wordtide.ingest.ReadResult;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The next documents of a source, up to a maximum number; the source stays open. */
final class FirstDocuments implements DocumentSource {

    private final DocumentSource source;
    private int left;

    FirstDocuments(DocumentSource source, int count) {
        this.source = source;
        this.left = count;
    }

    @Override
    public @Nullable ReadResult next() throws IOException {
        return left-- > 0 ? source.next() : null;
    }

    @Override
    public void close() {}
}
