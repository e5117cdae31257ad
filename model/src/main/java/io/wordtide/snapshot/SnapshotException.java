package io.wordtide.snapshot;

/**
 * A snapshot that cannot be written, or not be read here: damaged, of another format, or of a model with another
 * configuration.
 */
public final class SnapshotException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SnapshotException(String message) {
        super(message);
    }

    public SnapshotException(String message, Throwable cause) {
        super(message, cause);
    }
}
