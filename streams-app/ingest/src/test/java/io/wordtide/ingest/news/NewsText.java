package io.wordtide.ingest.news;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wordtide.ingest.format.MalformedRecordException;
import io.wordtide.ingest.format.RawRecord;
import io.wordtide.ingest.format.RecordParser;
import io.wordtide.ingest.format.Utf8;
import io.wordtide.schema.Document;
import java.nio.ByteBuffer;

/** Parses texts of tests as files, which have no names of their own. */
final class NewsText {

    static final String ORIGIN = "folder/file";

    private NewsText() {}

    static Document parse(RecordParser parser, String file) throws MalformedRecordException {
        return parse(parser, file.getBytes(UTF_8));
    }

    static Document parse(RecordParser parser, byte[] file) throws MalformedRecordException {
        return parser.parse(new RawRecord(1, 0, ByteBuffer.wrap(file), file.length), new Utf8(), ORIGIN);
    }
}
