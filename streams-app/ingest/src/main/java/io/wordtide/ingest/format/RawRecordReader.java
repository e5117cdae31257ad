package io.wordtide.ingest.format;

import io.wordtide.schema.RecordSizes;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into records, one at a time. A carriage return before the line feed belongs to the line end.
 *
 * <p>However long a record is, at most a fixed number of its bytes is held in memory: of a longer one the beginning is
 * kept and the rest is only counted. For one thread.
 */
public final class RawRecordReader implements RecordSource {

    /** As short as the reads of a gzip stream, so that a block never asks it for more than its next part. */
    private static final int BLOCK_BYTES = 256;

    private static final byte[] LINE_FEED = {'\n'};
    private static final byte[] CARRIAGE_RETURN_LINE_FEED = {'\r', '\n'};

    private final InputStream in;
    private final RecordBoundary boundary;
    private final int maxRecordBytes;
    private final int keptOfLongerBytes;
    private final byte[] block = new byte[BLOCK_BYTES];
    private final Deque<ByteBuffer> unread = new ArrayDeque<>();
    private int lineEndBytes;
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

    /** Reads the lines of an input, the values of one that holds JSON over several lines, or the whole input as one. */
    public static RawRecordReader of(BufferedInputStream in, InputFormat format) throws IOException {
        return new RawRecordReader(
                in,
                switch (format) {
                    case JSON_LINES, NINJS ->
                        JsonBoundary.isOfLines(in) ? RecordBoundary.lineFeed() : new JsonBoundary();
                    case LINES -> RecordBoundary.lineFeed();
                    case TEXT, NITF, NEWSML, MAIL -> RecordBoundary.none();
                    case CSV -> throw new IllegalArgumentException("expected a format of its own for CSV");
                });
    }

    @Override
    public @Nullable RawRecord next() throws IOException {
        if (!skip()) {
            return null;
        }
        long firstLine = lineNumber;
        long firstByte = offset;
        Head head = new Head();
        boundary.begin();
        lineEndBytes = 0;
        while (fill()) {
            int end = boundary.find(block, position, limit);
            head.append(position, end < 0 ? limit : end);
            consume(end < 0 ? limit : end);
            if (end < 0 && head.isFull() && boundary.endsAtLimit()) {
                break;
            }
            head.cutIfFull();
            if (end >= 0) {
                if (boundary.endsWithLineFeed()) {
                    consume(end + 1);
                    lineEndBytes = head.dropCarriageReturn() ? 2 : 1;
                }
                break;
            }
        }
        return new RawRecord(firstLine, firstByte, head.toByteBuffer(), head.size);
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public long lineNumber() {
        return lineNumber;
    }

    /**
     * Goes back into the last record, which is whole: what follows in it is read as further records.
     *
     * @param record the last record
     * @param from index in its bytes of the first byte to read again
     */
    void unread(RawRecord record, int from) {
        if (position < limit) {
            unread.push(ByteBuffer.wrap(Arrays.copyOfRange(block, position, limit)));
        }
        if (lineEndBytes > 0) {
            unread.push(ByteBuffer.wrap(lineEndBytes == 1 ? LINE_FEED : CARRIAGE_RETURN_LINE_FEED));
        }
        ByteBuffer again = record.bytes().slice(from, record.bytes().limit() - from);
        unread.push(again);
        position = 0;
        limit = 0;
        offset = record.offset() + from;
        lineNumber = record.lineNumber();
        for (int i = 0; i < from; i++) {
            lineNumber += record.bytes().get(i) == '\n' ? 1 : 0;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Skips what belongs to no record; whether a record follows. */
    private boolean skip() throws IOException {
        while (fill()) {
            int begin = boundary.skip(block, position, limit);
            consume(begin < 0 ? limit : begin);
            if (begin >= 0) {
                return true;
            }
        }
        return false;
    }

    private boolean fill() throws IOException {
        while (position == limit && !unread.isEmpty()) {
            ByteBuffer again = unread.pop();
            position = 0;
            limit = Math.min(block.length, again.remaining());
            again.get(block, 0, limit);
            if (again.hasRemaining()) {
                unread.push(again);
            }
        }
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
            }
        }

        boolean isFull() {
            return kept.size() > maxRecordBytes;
        }

        boolean dropCarriageReturn() {
            boolean drop = last == '\r' && !cut;
            size -= drop ? 1 : 0;
            return drop;
        }

        void cutIfFull() {
            if (isFull()) {
                byte[] bytes = kept.toByteArray();
                kept.reset();
                kept.write(bytes, 0, keptOfLongerBytes);
                cut = true;
            }
        }

        ByteBuffer toByteBuffer() {
            byte[] bytes = kept.toByteArray();
            return ByteBuffer.wrap(bytes, 0, (int) Math.min(bytes.length, size)).asReadOnlyBuffer();
        }
    }
}
