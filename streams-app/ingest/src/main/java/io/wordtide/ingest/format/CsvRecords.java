package io.wordtide.ingest.format;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The records of a CSV file, in which a quote need not be one: many writers of tables separate columns by tabs and write
 * texts as they are, and a headline such as {@code "Best ever} would swallow the lines up to the next quote. A record of
 * several lines whose quote is never closed, or whose first line alone has the columns that the whole lacks, is given up:
 * its first line is a record, and reading continues with the second. For one thread.
 */
public final class CsvRecords implements RecordSource {

    private final RawRecordReader records;
    private final CsvBoundary boundary;
    private @Nullable CsvDocumentParser parser;

    /** Where the lines end that were part of a record that was given up. */
    private long givenUpTo;

    /** Where the lines end in which no further record of several lines is tried: none is read more than three times. */
    private long byLinesTo;

    private CsvRecords(RawRecordReader records, CsvBoundary boundary) {
        this.records = records;
        this.boundary = boundary;
    }

    /** @param layout how the file is written, with its delimiter */
    public static CsvRecords of(BufferedInputStream in, CsvLayout layout) {
        Character delimiter = layout.delimiter();
        if (delimiter == null) {
            throw new IllegalArgumentException("expected a delimiter, found none");
        }
        CsvBoundary boundary = new CsvBoundary(delimiter, layout.quote());
        return new CsvRecords(new RawRecordReader(in, boundary), boundary);
    }

    /** From now on, records have the shape that a parser expects. */
    public void expect(CsvDocumentParser parser) {
        this.parser = parser;
    }

    /** Reads the last record again. */
    public void again(RawRecord record) {
        records.unread(record, 0);
    }

    @Override
    public @Nullable RawRecord next() throws IOException {
        boundary.setByLines(records.offset() < byLinesTo);
        RawRecord record = records.next();
        if (record == null || !boundary.spansLines() || record.isCut() || isWhole(record)) {
            return record;
        }
        boolean isSecond = record.offset() < givenUpTo;
        givenUpTo = Math.max(givenUpTo, records.offset());
        if (isSecond) {
            byLinesTo = givenUpTo;
        }
        return firstLine(record);
    }

    private boolean isWhole(RawRecord record) {
        if (boundary.isInQuotes()) {
            return false;
        }
        return parser == null || parser.isOneRecord(record);
    }

    private RawRecord firstLine(RawRecord record) {
        ByteBuffer bytes = record.bytes();
        int end = 0;
        while (bytes.get(end) != '\n') {
            end++;
        }
        records.unread(record, end + 1);
        int size = end > 0 && bytes.get(end - 1) == '\r' ? end - 1 : end;
        return new RawRecord(record.lineNumber(), record.offset(), bytes.slice(0, size), size);
    }

    @Override
    public long offset() {
        return records.offset();
    }

    @Override
    public long lineNumber() {
        return records.lineNumber();
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
