package io.wordtide.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A log that child processes write to, read as an operator would read it.
 *
 * @param path the file; it may not exist yet
 */
record LogFile(Path path) {

    /** Its present length, bytes: the position of whatever is written next. */
    long mark() {
        try {
            return Files.exists(path) ? Files.size(path) : 0;
        } catch (IOException e) {
            throw cannotRead(e);
        }
    }

    /** Whether a text, in upper or lower case, has been written since a mark. */
    boolean hasSince(long mark, String text) {
        return since(mark).toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
    }

    private String since(long mark) {
        try {
            byte[] bytes = Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
            int from = (int) Math.min(mark, bytes.length);
            return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw cannotRead(e);
        }
    }

    private UncheckedIOException cannotRead(IOException e) {
        return new UncheckedIOException("cannot read " + path + ": " + e.getMessage(), e);
    }
}
