package io.wordtide.cli.sink;

/** A record that no row can hold; the message says what was expected and found, without quoting the record. */
final class RefusedRecordException extends Exception {

    private static final long serialVersionUID = 1L;

    RefusedRecordException(String message) {
        super(message);
    }
}
