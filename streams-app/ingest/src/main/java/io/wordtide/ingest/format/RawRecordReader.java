package io.wordtide.ingest.format;

import io.wordtide.schema.RecordSizes;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into records, one at a time. A carriage return before the line feed belongs to the line end.
 *
 * <p>However long a record is, at most a fixed number of its bytes is held in memory: of a longer one the beginning is
 * kept and the rest is only counted. For one thread.
 */
public final class RawRecordReader implements Closeable {

    /** As short as the reads of a gzip stream, so that a block never asks it for more than its next part. */
    private static final int BLOCK_BYTES = 256;

    private final InputStream in;
    private final RecordBoundary boundary;
    private final int maxRecordBytes;
    private final int keptOfLongerBytes;
    private final byte[] block = new byte[BLOCK_BYTES];
    private int position;
    private int limit;
    private long offset;
    private long lineNumber = 1;

    /**
     * @param in read to its end and closed with this reader; should be buffered
     * @param boundary where records end
     */
    RawRecordReader(InputStream in, RecordBoundary boundary) {
        this(in, boundary, RecordSizes.MAX_INPUT_RECORD_BYTES, RecordSizes.CUT_VALUE_BYTES);
    }

    RawRecordReader(InputStream in, RecordBoundary boundary, int maxRecordBytes, int keptOfLongerBytes) {
        this.in = in;
        this.boundary = boundary;
        this.maxRecordBytes = maxRecordBytes;
        this.keptOfLongerBytes = keptOfLongerBytes;
    }

    /** Reads the records of an input: lines, CSV records, or the whole input as one. */
    public static RawRecordReader of(InputStream in, InputFormat format, char csvDelimiter) {
        RecordBoundary boundary = switch (format) {
            case JSON_LINES, LINES -> RecordBoundary.lineFeed();
            case CSV -> new CsvBoundary(csvDelimiter);
            case TEXT -> RecordBoundary.none();
        };
        return new RawRecordReader(in, boundary);
    }

    /**
     * The next record, or null at the end of the input.
     *
     * @throws IOException if the stream breaks; the record it breaks in is not returned
     */
    public @Nullable RawRecord next() throws IOException {
        if (!fill()) {
            return null;
        }
        long firstLine = lineNumber;
        long firstByte = offset;
        Head head = new Head();
        while (fill()) {
            int end = boundary.find(block, position, limit);
            head.append(position, end < 0 ? limit : end);
            consume(end < 0 ? limit : end + 1);
            if (end >= 0) {
                head.dropCarriageReturn();
                break;
            }
        }
        return new RawRecord(firstLine, firstByte, head.toByteBuffer(), head.size);
    }

    /** Where the next record begins in the unpacked input, bytes. */
    public long offset() {
        return offset;
    }

    /** Line on which the next record begins, from 1. */
    public long lineNumber() {
        return lineNumber;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean fill() throws IOException {
        if (position == limit) {
            position = 0;
            limit = Math.max(0, in.read(block));
        }
        return position < limit;
    }

    private void consume(int to) {
        for (int i = position; i < to; i++) {
            if (block[i] == '\n') {
                lineNumber++;
            }
        }
        offset += to - position;
        position = to;
    }

    /** The beginning of a record and its full size. */
    private final class Head {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private boolean cut;
        private byte last;
        private long size;

        void append(int from, int to) {
            if (from == to) {
                return;
            }
            size += to - from;
            last = block[to - 1];
            if (!cut) {
                kept.write(block, from, to - from);
                if (kept.size() > maxRecordBytes) {
                    cut();
                }
            }
        }

        void dropCarriageReturn() {
            if (last == '\r' && !cut) {
                size--;
            }
        }

        private void cut() {
            byte[] bytes = kept.toByteArray();
            kept.reset();
            kept.write(bytes, 0, keptOfLongerBytes);
            cut = true;
        }

        ByteBuffer toByteBuffer() {
            byte[] bytes = kept.toByteArray();
            return ByteBuffer.wrap(bytes, 0, (int) Math.min(bytes.length, size)).asReadOnlyBuffer();
        }
    }
}
