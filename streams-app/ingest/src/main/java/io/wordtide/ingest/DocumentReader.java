package io.wordtide.ingest;

import io.wordtide.ingest.format.Columns;
import io.wordtide.ingest.format.CsvDocumentParser;
import io.wordtide.ingest.format.CsvLayout;
import io.wordtide.ingest.format.CsvRecords;
import io.wordtide.ingest.format.ForeignForm;
import io.wordtide.ingest.format.InputFormat;
import io.wordtide.ingest.format.JsonDocumentParser;
import io.wordtide.ingest.format.MalformedRecordException;
import io.wordtide.ingest.format.NewsForm;
import io.wordtide.ingest.format.RawRecord;
import io.wordtide.ingest.format.RawRecordReader;
import io.wordtide.ingest.format.RecordParser;
import io.wordtide.ingest.format.RecordSource;
import io.wordtide.ingest.format.Utf8;
import io.wordtide.ingest.news.MailParser;
import io.wordtide.ingest.news.NewsMlParser;
import io.wordtide.ingest.news.NewsMlRecords;
import io.wordtide.ingest.news.NinjsParser;
import io.wordtide.ingest.news.NitfParser;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one input, read one at a time. A record that is not a document is returned as
 * {@link ReadResult.Rejected}, and reading continues; blank lines are ignored. For one thread.
 */
public final class DocumentReader implements DocumentSource {

    private static final int FIRST_RECORDS = 100;

    private final Input input;
    private final InputFormat format;
    private final RecordSource records;
    private final RecordParser parser;
    private final RecordDecoder decoder;
    private boolean hasRead;
    private long recordCount;
    private boolean hasDocument;
    private ReadResult.@Nullable Rejected lastRejected;

    private DocumentReader(Input input, InputFormat format, BufferedInputStream in, ReadOptions options)
            throws IOException {
        this.input = input;
        this.format = format;
        if (format == InputFormat.CSV) {
            CsvLayout layout = options.csv().of(in, InputFormat.extension(input.contentName()));
            CsvRecords csv = CsvRecords.of(in, layout);
            this.records = csv;
            this.parser = csvParser(csv, options.columns(), layout);
        } else if (format == InputFormat.NEWSML) {
            NewsMlParser newsMl = new NewsMlParser();
            this.records = NewsMlRecords.of(in, newsMl);
            this.parser = newsMl;
        } else {
            this.records = RawRecordReader.of(in, format);
            this.parser = parser(format, options);
        }
        this.decoder = new RecordDecoder(input.name(), format, parser, options.html());
    }

    /**
     * Opens an input at its first document.
     *
     * @param input what to read; the stream that it opens is closed with the reader
     * @param options how to read it
     * @throws InputException if it cannot be read, is not packed as its name says, is of a form that holds no documents, or
     *     is CSV without the wanted columns
     */
    public static DocumentReader open(Input input, ReadOptions options) throws IOException {
        InputStream raw;
        try {
            raw = input.opener().open();
        } catch (IOException e) {
            throw new InputException(
                    "%s: cannot open it: %s; check its permissions".formatted(input.location(), reason(e)), e);
        }
        try {
            BufferedInputStream in = Unpacking.unpack(raw, input.location());
            return new DocumentReader(input, format(input, in, options), in, options);
        } catch (InputException e) {
            raw.close();
            throw e;
        } catch (IOException e) {
            raw.close();
            throw new InputException(
                    "%s: cannot read it: %s; if it is packed, fetch or compress it again"
                            .formatted(input.location(), reason(e)),
                    e);
        }
    }

    /** The format that was asked for, or else that of the content, of the name, or of the first character. */
    private static InputFormat format(Input input, BufferedInputStream in, ReadOptions options) throws IOException {
        Optional<InputFormat> news =
                options.format() == null && options.columns().equals(Columns.usual())
                        ? NewsForm.of(in, input.format())
                        : Optional.empty();
        if (news.isPresent()) {
            return news.get();
        }
        boolean isOtherXml = options.format() == null && input.format() == InputFormat.NEWSML;
        InputFormat format = isOtherXml ? null : input.format();
        Optional<ForeignForm> foreign = ForeignForm.of(in, format);
        if (foreign.isPresent()) {
            throw new InputException(
                    "%s: expected documents as text, JSON or CSV, found %s".formatted(input.location(), foreign.get()));
        }
        if (isOtherXml) {
            throw new InputException(
                    ("%s: expected NewsML-G2 or NITF by its extension, found something else; convert it"
                                    + " to JSON Lines, or set --format")
                            .formatted(input.location()));
        }
        if (format == null) {
            format = InputFormat.guess(in);
            options.requireToApply(Set.of(format));
        }
        return format;
    }

    private static RecordParser parser(InputFormat format, ReadOptions options) {
        return switch (format) {
            case JSON_LINES -> new JsonDocumentParser(options.columns());
            case TEXT, LINES -> RecordParser.plainText();
            case NINJS -> new NinjsParser();
            case NITF -> new NitfParser();
            case MAIL -> new MailParser();
            case CSV, NEWSML -> throw new IllegalArgumentException("expected a format whose records need no parser");
        };
    }

    @Override
    public @Nullable ReadResult next() throws IOException {
        requireUsable();
        RawRecord raw = nextRecord();
        if (raw == null) {
            return null;
        }
        ReadResult result = decoder.decode(raw);
        recordCount++;
        hasDocument |= result instanceof ReadResult.Accepted;
        if (result instanceof ReadResult.Rejected rejected) {
            lastRejected = rejected;
        }
        return result;
    }

    /** Records that are read in another way than the user thinks look like this: nothing fits, from the beginning. */
    private void requireUsable() throws InputException {
        if (recordCount != FIRST_RECORDS) {
            return;
        }
        if (lastRejected != null && !hasDocument) {
            throw new InputException(
                    "%s: expected documents, found none in the first %d records; the last of them, %s: %s; see --help for the options that name the parts of a document"
                            .formatted(input.location(), recordCount, lastRejected.origin(), lastRejected.cause()));
        }
        List<String> missing = parser.missingNames();
        if (!missing.isEmpty()) {
            throw new InputException(
                    "%s: expected \"%s\" in some of the first %d records, found it in none; correct the name"
                            .formatted(input.location(), String.join("\", \"", missing), recordCount));
        }
    }

    @Override
    public void close() throws IOException {
        records.close();
    }

    /** The next record that is not blank; a text is one record even if it is empty. */
    private @Nullable RawRecord nextRecord() throws IOException {
        long line = records.lineNumber();
        try {
            RawRecord raw = records.next();
            if (format == InputFormat.TEXT) {
                boolean isEmptyFile = raw == null && !hasRead;
                hasRead = true;
                return isEmptyFile ? new RawRecord(1, 0, ByteBuffer.allocate(0), 0) : raw;
            }
            while (raw != null && raw.isBlank()) {
                line = records.lineNumber();
                raw = records.next();
            }
            return raw;
        } catch (IOException e) {
            throw new InputException(
                    ("%s: broken after byte %d of its unpacked data (line %d): %s; the %d records before"
                                    + " were read. Fetch or compress it again")
                            .formatted(input.location(), records.offset(), line, reason(e), recordCount),
                    e);
        }
    }

    private RecordParser csvParser(CsvRecords csv, Columns columns, CsvLayout layout) throws IOException {
        RawRecord first = nextRecord();
        if (first == null) {
            throw new InputException("%s: expected a %s, found no data"
                    .formatted(input.location(), layout.hasHeader() ? "CSV header" : "CSV record"));
        }
        try {
            CsvDocumentParser csvParser = new CsvDocumentParser(new Utf8().decode(first), columns, layout);
            csv.expect(csvParser);
            if (!layout.hasHeader()) {
                csv.again(first);
            }
            return csvParser;
        } catch (MalformedRecordException e) {
            throw new InputException(
                    "%s, line %d: %s".formatted(input.location(), first.lineNumber(), e.getMessage()), e);
        }
    }

    private static String reason(IOException e) {
        // an EOFException has no message
        return Objects.requireNonNullElse(e.getMessage(), "the data ends too early");
    }
}
