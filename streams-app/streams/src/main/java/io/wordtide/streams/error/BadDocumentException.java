package io.wordtide.streams.error;

import io.wordtide.schema.DeadLetterReason;

/** A record that cannot be learned. The message says what was expected and found, but never contains the text. */
public final class BadDocumentException extends Exception {

    private static final long serialVersionUID = 1L;

    private final DeadLetterReason reason;

    public BadDocumentException(DeadLetterReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public DeadLetterReason reason() {
        return reason;
    }
}
