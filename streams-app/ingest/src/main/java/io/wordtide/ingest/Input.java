package io.wordtide.ingest;

import io.wordtide.ingest.format.InputFormat;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * One thing to read from: a file, a pipe, or standard input.
 *
 * @param name what origins of records and ids of documents without one begin with: the file's name, or its path
 *     below the directory that was given
 * @param location what error messages call it: the path as it was given
 * @param format how documents are laid out in it, or null if that is to be seen from its first character
 * @param opener opens it
 */
public record Input(String name, String location, @Nullable InputFormat format, Opener opener) {

    /** Opens an input at its beginning. */
    @FunctionalInterface
    public interface Opener {

        /** A stream of the input's bytes, packed or not; the caller closes it. */
        InputStream open() throws IOException;
    }
}
