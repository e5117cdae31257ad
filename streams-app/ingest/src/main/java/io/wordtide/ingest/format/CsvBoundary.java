package io.wordtide.ingest.format;

import org.jspecify.annotations.Nullable;

/**
 * A record ends at a line feed outside quotes. Quotes open only at the beginning of a column, so an inch sign in the
 * middle of one does not swallow the lines after it.
 */
final class CsvBoundary implements RecordBoundary {

    /** No byte of ASCII. */
    private static final int NO_QUOTE = -1;

    private final byte delimiter;
    private final int quote;
    private boolean inQuotes;
    private boolean atColumnStart = true;
    private boolean spansLines;
    private boolean byLines;

    CsvBoundary(char delimiter, @Nullable Character quote) {
        this.delimiter = (byte) delimiter;
        this.quote = quote == null ? NO_QUOTE : quote;
    }

    @Override
    public int find(byte[] block, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = block[i];
            if (b == '\n' && (byLines || !inQuotes)) {
                return i;
            }
            if (inQuotes) {
                spansLines |= b == '\n';
                // a doubled quote closes here and reopens with the next byte
                inQuotes = b != quote;
                atColumnStart = !inQuotes;
            } else {
                inQuotes = atColumnStart && b == quote;
                atColumnStart = b == delimiter;
            }
        }
        return NOT_FOUND;
    }

    @Override
    public void begin() {
        inQuotes = false;
        atColumnStart = true;
        spansLines = false;
    }

    @Override
    public boolean endsAtLimit() {
        return spansLines;
    }

    /** Whether the last record ended inside quotes: at the end of the input, or at the limit of a record. */
    boolean isInQuotes() {
        return inQuotes;
    }

    /** Whether the last record has more than one line. */
    boolean spansLines() {
        return spansLines;
    }

    /** Lets records end at the end of a line even inside quotes, or no longer. */
    void setByLines(boolean byLines) {
        this.byLines = byLines;
    }
}
