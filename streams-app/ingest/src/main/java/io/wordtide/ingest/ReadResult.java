package io.wordtide.ingest;

import io.wordtide.schema.DeadLetterReason;
import io.wordtide.schema.Document;
import java.nio.ByteBuffer;

/** What became of one record of an input: a document, or nothing that could be sent as one. */
public sealed interface ReadResult {

    /** Key on the topic: id of the document, or where the record was found if that is not known. */
    String key();

    /**
     * A document.
     *
     * @param document the document, ready to be sent
     */
    record Accepted(Document document) implements ReadResult {

        @Override
        public String key() {
            return document.getId();
        }
    }

    /**
     * A record that is no document, or more than a topic takes.
     *
     * @param key id of the document, or the origin if it is not known
     * @param origin {@code name:line}, or the address of a feed
     * @param reason kind of the cause
     * @param cause what was expected and what was found; never text of the record
     * @param head first bytes of the record, at most one MiB
     * @param size length of the whole record, bytes
     */
    record Rejected(String key, String origin, DeadLetterReason reason, String cause, ByteBuffer head, long size)
            implements ReadResult {}
}
