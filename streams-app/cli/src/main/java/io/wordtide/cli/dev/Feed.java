package io.wordtide.cli.dev;

import io.wordtide.ingest.DocumentReader;
import io.wordtide.ingest.DocumentSource;
import io.wordtide.ingest.Input;
import io.wordtide.ingest.Inputs;
import io.wordtide.ingest.ReadOptions;
import io.wordtide.ingest.sample.SampleStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An input of the stream that can be opened again after a restart.
 *
 * @param name identifies its records on the topics: the same input always has the same name
 * @param isPipe whether it can be read only once, so that its records are always new
 * @param opener opens it at its first record
 */
public record Feed(String name, boolean isPipe, Opener opener) {

    private static final String SAMPLE = "sample";
    private static final long SAMPLE_SEED = 1;

    /** As fast as a person can follow, and far below the learner's speed. */
    private static final int SAMPLE_DOCUMENTS_PER_SECOND = 250;

    /** Opens a feed. */
    public interface Opener {

        /** @param arrivedCount records that arrived on an earlier run and will not be sent again */
        DocumentSource open(long arrivedCount) throws IOException;
    }

    /** A file, a pipe or standard input; a file and a named pipe are identified by their paths. */
    public static Feed of(Input input, ReadOptions options) {
        Opener opener = arrivedCount -> DocumentReader.open(input, options);
        if (input.location().equals(Inputs.STANDARD_INPUT_LOCATION)) {
            return new Feed(input.name(), true, opener);
        }
        Path path = Path.of(input.location());
        return new Feed(path.toAbsolutePath().normalize().toString(), !Files.isRegularFile(path), opener);
    }

    /** The generated sample stream, at a pace that a person can follow. */
    public static Feed sample() {
        return new Feed(
                SAMPLE,
                false,
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
