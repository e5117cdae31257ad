package io.wordtide.ingest;

import io.wordtide.ingest.format.HtmlMode;
import io.wordtide.ingest.format.InputFormat;
import io.wordtide.ingest.format.MalformedRecordException;
import io.wordtide.ingest.format.RawRecord;
import io.wordtide.ingest.format.RecordParser;
import io.wordtide.ingest.format.Utf8;
import io.wordtide.schema.DeadLetterReason;
import io.wordtide.schema.Document;
import io.wordtide.schema.RecordSizes;
import java.util.Optional;

/** Turns a record's bytes into a document, or explains why the record was rejected. For one thread. */
final class RecordDecoder {

    private final String inputName;
    private final InputFormat format;
    private final RecordParser parser;
    private final HtmlMode html;
    private final Utf8 utf8 = new Utf8();
    private long lastLine;
    private int recordsOnLine;

    RecordDecoder(String inputName, InputFormat format, RecordParser parser, HtmlMode html) {
        this.inputName = inputName;
        this.format = format;
        this.parser = parser;
        this.html = html;
    }

    ReadResult decode(RawRecord raw) {
        String origin = origin(raw);
        String key = origin;
        try {
            requireWhole(raw);
            Document document = plain(parser.parse(raw, utf8, origin));
            key = DocumentLimits.hasShortId(document) ? document.getId() : origin;
            requireFits(document);
            return new ReadResult.Accepted(document);
        } catch (TooLongException e) {
            return rejected(key, origin, DeadLetterReason.TOO_LONG, e.getMessage(), raw);
        } catch (MalformedRecordException e) {
            return rejected(key, origin, DeadLetterReason.MALFORMED_INPUT, e.getMessage(), raw);
        } catch (RuntimeException e) {
            // a library may throw one on what a hostile record holds
            String cause = "expected a record that can be read, found a "
                    + e.getClass().getSimpleName();
            return rejected(key, origin, DeadLetterReason.MALFORMED_INPUT, cause, raw);
        }
    }

    /** The input, the line, and from the second record on that line on, which one of them it is. */
    private String origin(RawRecord raw) {
        if (format.isOneDocument()) {
            return inputName;
        }
        recordsOnLine = raw.lineNumber() == lastLine ? recordsOnLine + 1 : 1;
        lastLine = raw.lineNumber();
        String line = inputName + ":" + raw.lineNumber();
        return recordsOnLine == 1 ? line : line + ":" + recordsOnLine;
    }

    private Document plain(Document document) {
        return new Document(
                document.getId(),
                html.plainText(document.getText()),
                document.getTitle().map(html::plainText).orElse(null),
                document.getSource().orElse(null),
                document.getLanguage().orElse(null),
                document.getPublishedAt().orElse(null));
    }

    private static ReadResult rejected(
            String key, String origin, DeadLetterReason reason, String cause, RawRecord raw) {
        return new ReadResult.Rejected(key, origin, reason, cause, raw.head(RecordSizes.CUT_VALUE_BYTES), raw.size());
    }

    private static void requireWhole(RawRecord raw) throws TooLongException {
        if (raw.isCut()) {
            throw new TooLongException("expected a record of at most %d bytes, found %d"
                    .formatted(RecordSizes.MAX_INPUT_RECORD_BYTES, raw.size()));
        }
    }

    private static void requireFits(Document document) throws TooLongException {
        Optional<String> excess = DocumentLimits.excess(document);
        if (excess.isPresent()) {
            throw new TooLongException(excess.get());
        }
    }

    /** A document that is larger than a record on the topic can hold. */
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
