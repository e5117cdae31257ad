package io.wordtide.text;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Ends the reading of a text inside a line that is too long to be held in memory. Not thread-safe. */
final class LineLimit extends FilterReader {

    /** Longest line of a text file, in characters; a line of a bag of 100,000 words has about 1.2 million. */
    static final int MOST_CHARACTERS = 16 << 20;

    private int lineLength;

    LineLimit(Reader in) {
        super(in);
    }

    /** A line is longer than {@link #MOST_CHARACTERS}. */
    static final class TooLongException extends IOException {

        private static final long serialVersionUID = 1L;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        for (int i = offset; i < offset + count; i++) {
            lineLength = buffer[i] == '\n' || buffer[i] == '\r' ? 0 : lineLength + 1;
            if (lineLength > MOST_CHARACTERS) {
                throw new TooLongException();
            }
        }
        return count;
    }
}
