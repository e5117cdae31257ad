package io.wordtide.ingest.format;

/** A record that is not a document; the message gives what was expected and found, never the record's text. */
public final class MalformedRecordException extends Exception {

    private final String message;

    /** @param message what was expected and what was found */
    public MalformedRecordException(String message) {
        super(message);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
