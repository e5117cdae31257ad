package io.wordtide.chaos;

import org.jspecify.annotations.Nullable;

/** A run could not be completed: the application made no progress, or the stream was too short for its faults. */
final class ChaosException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ChaosException(String message) {
        this(message, null);
    }

    ChaosException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
