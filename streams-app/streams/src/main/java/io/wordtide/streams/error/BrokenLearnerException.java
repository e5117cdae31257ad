package io.wordtide.streams.error;

import org.jspecify.annotations.Nullable;

/** A model cannot continue from its stored state; a person must decide. The message says what does not fit. */
public final class BrokenLearnerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BrokenLearnerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
