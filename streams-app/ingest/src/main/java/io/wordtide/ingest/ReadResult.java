package io.wordtide.ingest;

import io.wordtide.schema.DeadLetterReason;
import io.wordtide.schema.Document;
import java.nio.ByteBuffer;

/** The result of reading one record of an input: a document, or a rejected record. */
public sealed interface ReadResult {

    /** Key on the topic: the document's id, or the record's origin if the id is unknown. */
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
     * A record that is not a document, or is larger than a topic accepts.
     *
     * @param key id of the document, or the origin if the id is unknown
     * @param origin {@code name:line}, or the address of a feed
     * @param reason kind of cause
     * @param cause what was expected and what was found; never text of the record
     * @param head first bytes of the record, at most one MiB
     * @param size length of the whole record, bytes
     */
    record Rejected(String key, String origin, DeadLetterReason reason, String cause, ByteBuffer head, long size)
            implements ReadResult {}
}
