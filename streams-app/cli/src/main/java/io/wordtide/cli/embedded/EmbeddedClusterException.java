package io.wordtide.cli.embedded;

import org.jspecify.annotations.Nullable;

/**
 * The embedded cluster cannot start, or cannot do what it was asked. The message is written for the person at the
 * terminal: it gives what was expected, what was found, and what to do.
 */
public final class EmbeddedClusterException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EmbeddedClusterException(String message) {
        super(message);
    }

    EmbeddedClusterException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
