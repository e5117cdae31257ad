package io.wordtide.cli.dev;

import io.wordtide.ingest.DocumentReader;
import io.wordtide.ingest.DocumentSource;
import io.wordtide.ingest.Input;
import io.wordtide.ingest.ReadOptions;
import io.wordtide.ingest.ReadResult;
import io.wordtide.ingest.sample.SampleStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * An input of the stream that can be opened again after a restart.
 *
 * @param name identifies its records on the topics: the same input always has the same name
 * @param opener opens it at its first record
 */
public record Feed(String name, Opener opener) {

    private static final String SAMPLE = "sample";
    private static final long SAMPLE_SEED = 1;

    /** As fast as a person can follow, and far below the learner's speed. */
    private static final int SAMPLE_DOCUMENTS_PER_SECOND = 250;

    /** Opens a feed. */
    public interface Opener {

        /** @param arrivedCount records that arrived on an earlier run and will not be sent again */
        DocumentSource open(long arrivedCount) throws IOException;
    }

    /**
     * A file, a pipe or standard input. A file is identified by its path and its first record, so a file that has grown
     * continues, and one that was replaced starts over; an input that can be read only once is new each time.
     */
    public static Feed of(Input input, ReadOptions options) throws IOException {
        Path path = Path.of(input.location());
        String name = Files.isRegularFile(path)
                ? path.toAbsolutePath().normalize() + " beginning " + firstRecord(input, options)
                : input.location() + " of " + Instant.now();
        return new Feed(name, arrivedCount -> DocumentReader.open(input, options));
    }

    private static String firstRecord(Input input, ReadOptions options) throws IOException {
        try (DocumentReader reader = DocumentReader.open(input, options)) {
            ReadResult first = reader.next();
            int hash = 0;
            if (first instanceof ReadResult.Accepted accepted) {
                hash = accepted.document().hashCode();
            } else if (first instanceof ReadResult.Rejected rejected) {
                hash = rejected.head().hashCode();
            }
            return Integer.toHexString(hash);
        }
    }

    /** The generated sample stream, at a pace that a person can follow. */
    public static Feed sample() {
        return new Feed(
                SAMPLE,
                arrivedCount -> new PacedSource(
                        new SampleStream(SAMPLE_SEED, SampleStream.DEFAULT_DOCUMENT_COUNT, 0),
                        SAMPLE_DOCUMENTS_PER_SECOND,
                        arrivedCount));
    }

    /** Records of the sample stream before its story breaks. */
    public static long sampleStoryBreaksAt() {
        return new SampleStream(SAMPLE_SEED, SampleStream.DEFAULT_DOCUMENT_COUNT, 0).storyBreaksAt();
    }
}
