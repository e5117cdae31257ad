package io.wordtide.app.cli;

import org.jspecify.annotations.Nullable;

/** A command that cannot be done; the message says what was expected, what was found and what to do. */
final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommandException(String message) {
        super(message);
    }

    CommandException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
