package io.wordtide.text;

/** A file that cannot be read or written, or is not what it should be; the message names the file and the line. */
public final class TextFileException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public TextFileException(String message) {
        super(message);
    }

    public TextFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
