package io.wordtide.cli.forget;

import io.wordtide.streams.topics.RecordPosition;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;

/**
 * A record of a document, or of a request to forget it, on the topic of the documents.
 *
 * @param time as the record says
 * @param key key of a request to forget the document: that of the record, if it is one
 */
record TopicRecord(RecordPosition position, Instant time, Bytes key) {

    /** For a person. */
    @Override
    public String toString() {
        return position + ", " + time;
    }
}
