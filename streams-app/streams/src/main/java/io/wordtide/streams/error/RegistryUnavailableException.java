package io.wordtide.streams.error;

/** The Schema Registry does not respond or denies access. The document may be fine, so it must be read again. */
public final class RegistryUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
