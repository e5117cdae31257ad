package io.wordtide.cli.sink;

import org.jspecify.annotations.Nullable;

/** The sink cannot go on until a person acts; the message gives what was expected, what was found and what to do. */
public final class SinkException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SinkException(String message) {
        super(message);
    }

    SinkException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
