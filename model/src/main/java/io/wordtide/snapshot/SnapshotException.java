package io.wordtide.snapshot;

/**
 * A snapshot that cannot be written, or cannot be read here because it is damaged, has another format, or belongs to a
 * model with another configuration.
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
