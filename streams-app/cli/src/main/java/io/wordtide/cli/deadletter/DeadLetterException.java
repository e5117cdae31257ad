package io.wordtide.cli.deadletter;

/** Dead letters that cannot be read or replayed; the message says why and what to do. */
public final class DeadLetterException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DeadLetterException(String message, Throwable cause) {
        super(message, cause);
    }
}
