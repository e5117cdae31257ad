package io.wordtide.chaos;

import io.wordtide.ingest.DocumentReader;
import io.wordtide.ingest.DocumentSource;
import io.wordtide.ingest.Inputs;
import io.wordtide.ingest.ReadOptions;
import io.wordtide.ingest.ReadResult;
import io.wordtide.ingest.sample.SampleStream;
import io.wordtide.schema.Document;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The documents of a run: read from a file that Wordtide can ingest, or generated. */
final class Input {

    private Input() {}

    /**
     * @param file what to read, or null to generate documents
     * @param seed seed of the generated documents
     * @param most documents at most
     */
    static List<Document> read(@Nullable Path file, long seed, int most) {
        try (DocumentSource source = file == null ? new SampleStream(seed, most, 0) : open(file)) {
            List<Document> documents = new ArrayList<>();
            ReadResult result = source.next();
            while (result != null && documents.size() < most) {
                if (result instanceof ReadResult.Accepted accepted) {
                    documents.add(accepted.document());
                }
                result = source.next();
            }
            return documents;
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private static DocumentSource open(Path file) throws IOException {
        ReadOptions options = ReadOptions.byName();
        return DocumentReader.open(
                Inputs.resolve(List.of(file.toString()), options, InputStream.nullInputStream())
                        .get(0),
                options);
    }
}
