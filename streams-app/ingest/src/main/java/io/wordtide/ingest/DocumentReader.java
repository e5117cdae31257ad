package io.wordtide.ingest;

import io.wordtide.ingest.format.Columns;
import io.wordtide.ingest.format.CsvDocumentParser;
import io.wordtide.ingest.format.CsvLayout;
import io.wordtide.ingest.format.InputFormat;
import io.wordtide.ingest.format.JsonDocumentParser;
import io.wordtide.ingest.format.MalformedRecordException;
import io.wordtide.ingest.format.RawRecord;
import io.wordtide.ingest.format.RawRecordReader;
import io.wordtide.ingest.format.RecordParser;
import io.wordtide.ingest.format.Utf8;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one input, read one at a time. A record that is not a document is returned as
 * {@link ReadResult.Rejected}, and reading continues; blank lines are ignored. For one thread.
 */
public final class DocumentReader implements DocumentSource {

    private static final String TAB_SEPARATED = "tsv";

    private final Input input;
    private final InputFormat format;
    private final RawRecordReader records;
    private final RecordDecoder decoder;
    private boolean hasRead;
    private long recordCount;

    private DocumentReader(Input input, InputFormat format, InputStream in, ReadOptions options) throws IOException {
        this.input = input;
        this.format = format;
        char delimiter = delimiter(input, options.csv());
        this.records = RawRecordReader.of(in, format, delimiter);
        RecordParser parser = switch (format) {
            case JSON_LINES -> new JsonDocumentParser();
            case CSV -> csvParser(options.columns(), delimiter);
            case TEXT, LINES -> RecordParser.plainText();
        };
        this.decoder = new RecordDecoder(input.name(), format, parser);
    }

    /**
     * Opens an input at its first document.
     *
     * @param input what to read; the stream that it opens is closed with the reader
     * @param options how to read it
     * @throws InputException if it cannot be read, is named as gzip but is not, or is CSV without the wanted columns
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
            InputFormat format = input.format() == null ? Unpacking.guessFormat(in) : input.format();
            return new DocumentReader(input, format, in, options);
        } catch (InputException e) {
            raw.close();
            throw e;
        } catch (IOException e) {
            raw.close();
            throw new InputException("%s: cannot read it: %s".formatted(input.location(), reason(e)), e);
        }
    }

    @Override
    public @Nullable ReadResult next() throws IOException {
        RawRecord raw = nextRecord();
        if (raw == null) {
            return null;
        }
        recordCount++;
        return decoder.decode(raw);
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

    private RecordParser csvParser(Columns columns, char delimiter) throws IOException {
        RawRecord header = nextRecord();
        if (header == null) {
            throw new InputException("%s: expected a CSV header, found no data".formatted(input.location()));
        }
        try {
            return new CsvDocumentParser(new Utf8().decode(header), columns, delimiter);
        } catch (MalformedRecordException e) {
            throw new InputException(
                    "%s, line %d: %s".formatted(input.location(), header.lineNumber(), e.getMessage()), e);
        }
    }

    private static char delimiter(Input input, CsvLayout csv) {
        Character given = csv.delimiter();
        char usual = InputFormat.extension(input.name()).equals(TAB_SEPARATED) ? '\t' : ',';
        return given == null ? usual : given;
    }

    private static String reason(IOException e) {
        // an EOFException has no message
        return Objects.requireNonNullElse(e.getMessage(), "the data ends too early");
    }
}
