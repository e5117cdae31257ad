package io.wordtide.cli.changelog;

/** The stored state cannot be read or changed; the message gives what was expected, what was found and what to do. */
public final class StateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StateException(String message) {
        super(message);
    }

    StateException(String message, Throwable cause) {
        super(message, cause);
    }
}
