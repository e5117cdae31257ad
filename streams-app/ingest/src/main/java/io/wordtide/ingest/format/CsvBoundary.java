package io.wordtide.ingest.format;

/**
 * A record ends at a line feed outside quotes. Quotes open only at the beginning of a column, so an inch sign in the
 * middle of one does not swallow the lines after it.
 */
final class CsvBoundary implements RecordBoundary {

    private final byte delimiter;
    private boolean inQuotes;
    private boolean atColumnStart = true;

    CsvBoundary(char delimiter) {
        this.delimiter = (byte) delimiter;
    }

    @Override
    public int find(byte[] block, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = block[i];
            if (inQuotes) {
                // a doubled quote closes here and reopens with the next byte
                inQuotes = b != '"';
                atColumnStart = !inQuotes;
            } else if (b == '\n') {
                atColumnStart = true;
                return i;
            } else {
                inQuotes = atColumnStart && b == '"';
                atColumnStart = b == delimiter;
            }
        }
        return NOT_FOUND;
    }
}
