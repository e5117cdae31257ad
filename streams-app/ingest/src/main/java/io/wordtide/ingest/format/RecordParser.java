package io.wordtide.ingest.format;

import io.wordtide.schema.Document;
import java.util.List;

/** Turns the text of one record into a document. For one thread. */
@FunctionalInterface
public interface RecordParser {

    /**
     * The document of a record.
     *
     * @param text the record's text
     * @param origin {@code name:line}, the document's id if the record has none
     * @throws MalformedRecordException if the record is not a document
     */
    Document parse(String text, String origin) throws MalformedRecordException;

    /**
     * The document of a record, from its bytes: UTF-8, unless the format knows of other encodings.
     *
     * @param utf8 decodes it
     * @throws MalformedRecordException if the record is not a document
     */
    default Document parse(RawRecord raw, Utf8 utf8, String origin) throws MalformedRecordException {
        return parse(utf8.decode(raw), origin);
    }

    /** Columns or members that were asked for and that no record so far has had. */
    default List<String> missingNames() {
        return List.of();
    }

    /** A record is the text of a document, and nothing else. */
    static RecordParser plainText() {
        return (text, origin) -> new Document(origin, text, null, null, null, null);
    }
}
