package io.wordtide.ingest;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An input that cannot be read, or not to its end; the message names it and says what to do. */
public final class InputException extends IOException {

    /** @param message which input, what was expected, what was found, what to do */
    public InputException(String message) {
        super(message);
    }

    /**
     * @param message which input, what was expected, what was found, what to do
     * @param cause the cause
     */
    public InputException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
