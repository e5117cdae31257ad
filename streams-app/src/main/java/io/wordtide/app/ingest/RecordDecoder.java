package io.wordtide.app.ingest;

import io.wordtide.app.ingest.format.InputFormat;
import io.wordtide.app.ingest.format.MalformedRecordException;
import io.wordtide.app.ingest.format.RawRecord;
import io.wordtide.app.ingest.format.RawRecordReader;
import io.wordtide.app.ingest.format.RecordParser;
import io.wordtide.app.ingest.format.Utf8;
import io.wordtide.schema.DeadLetterReason;
import io.wordtide.schema.Document;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Turns a record's bytes into a document, or says why it is none. For one thread. */
final class RecordDecoder {

    /** Longest text: what a record of 16 MiB on the topic holds beside the other fields. */
    static final int MAX_TEXT_BYTES = (16 << 20) - (256 << 10);

    /** Longest id, title, source or language, characters; an id is the key of the document on every topic. */
    static final int MAX_ATTRIBUTE_CHARACTERS = 8 << 10;

    /** What is kept of a rejected record: its first MiB. */
    static final int KEPT_OF_REJECTED_BYTES = RawRecordReader.KEPT_OF_LONGER_BYTES;

    private final String inputName;
    private final InputFormat format;
    private final RecordParser parser;
    private final Utf8 utf8 = new Utf8();

    RecordDecoder(String inputName, InputFormat format, RecordParser parser) {
        this.inputName = inputName;
        this.format = format;
        this.parser = parser;
    }

    ReadResult decode(RawRecord raw) {
        String origin = format == InputFormat.TEXT ? inputName : inputName + ":" + raw.lineNumber();
        String key = origin;
        try {
            requireWhole(raw);
            Document document = parser.parse(utf8.decode(raw), origin);
            requireShortAttributes(document);
            key = document.getId();
            requireTextThatFits(raw, document);
            return new ReadResult.Accepted(document);
        } catch (TooLongException e) {
            return rejected(key, origin, DeadLetterReason.TOO_LONG, e.getMessage(), raw);
        } catch (MalformedRecordException e) {
            return rejected(key, origin, DeadLetterReason.MALFORMED_INPUT, e.getMessage(), raw);
        }
    }

    private static ReadResult rejected(
            String key, String origin, DeadLetterReason reason, String cause, RawRecord raw) {
        return new ReadResult.Rejected(key, origin, reason, cause, raw.head(KEPT_OF_REJECTED_BYTES), raw.size());
    }

    private static void requireWhole(RawRecord raw) throws TooLongException {
        if (raw.isCut()) {
            throw new TooLongException("expected a record of at most %d bytes, found %d"
                    .formatted(RawRecordReader.MAX_RECORD_BYTES, raw.size()));
        }
    }

    private static void requireShortAttributes(Document document) throws TooLongException {
        int longest = Stream.of(
                        document.getId(),
                        document.getTitle().orElse(""),
                        document.getSource().orElse(""),
                        document.getLanguage().orElse(""))
                .mapToInt(String::length)
                .max()
                .orElse(0);
        if (longest > MAX_ATTRIBUTE_CHARACTERS) {
            throw new TooLongException("expected id, title, source and language of at most %d characters, found %d"
                    .formatted(MAX_ATTRIBUTE_CHARACTERS, longest));
        }
    }

    private static void requireTextThatFits(RawRecord raw, Document document) throws TooLongException {
        // a text is never longer than the record it came in, so few are measured
        if (raw.size() <= MAX_TEXT_BYTES) {
            return;
        }
        int textBytes = document.getText().getBytes(StandardCharsets.UTF_8).length;
        if (textBytes > MAX_TEXT_BYTES) {
            throw new TooLongException(
                    "expected a text of at most %d bytes, found %d".formatted(MAX_TEXT_BYTES, textBytes));
        }
    }

    /** More than a record on the topic can hold. */
    private static final class TooLongException extends Exception {

        private final String message;

        TooLongException(String message) {
            super(message);
            this.message = message;
        }

        @Override
        public String getMessage() {
            return message;
        }
    }
}
