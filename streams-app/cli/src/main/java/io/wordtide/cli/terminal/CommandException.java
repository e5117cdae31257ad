package io.wordtide.cli.terminal;

import org.jspecify.annotations.Nullable;

/** A command that cannot be done; the message gives what was expected, what was found and what to do. */
public final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CommandException(String message) {
        super(message);
    }

    public CommandException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
