package io.wordtide.ingest;

import io.wordtide.ingest.format.InputFormat;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * An input: a file, a pipe, or standard input.
 *
 * @param name prefix of record origins, and of ids for documents without one: the file's name, or its path below the
 *     given directory
 * @param location how error messages name it: the path as it was given
 * @param format how documents are laid out in it, or null to guess it from the first character
 * @param contentName name whose extension says more about the content: that of the file in an archive, else the input's
 * @param opener opens it
 */
public record Input(String name, String location, @Nullable InputFormat format, String contentName, Opener opener) {

    /** An input that is no archive. */
    public Input(String name, String location, @Nullable InputFormat format, Opener opener) {
        this(name, location, format, name, opener);
    }

    /** Opens an input at its beginning. */
    @FunctionalInterface
    public interface Opener {

        /** A stream of the input's bytes, packed or not; the caller closes it. */
        InputStream open() throws IOException;
    }
}
