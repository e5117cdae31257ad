package io.wordtide.corpus;

/** A file of documents that cannot be read or is not what it should be; the message names file and line. */
public final class CorpusException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CorpusException(String message) {
        super(message);
    }

    public CorpusException(String message, Throwable cause) {
        super(message, cause);
    }
}
