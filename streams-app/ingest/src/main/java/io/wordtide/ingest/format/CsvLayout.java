package io.wordtide.ingest.format;

import org.jspecify.annotations.Nullable;

/**
 * How a CSV file is written.
 *
 * @param delimiter character between columns; null to tell it from the file
 */
public record CsvLayout(@Nullable Character delimiter) {

    /** Told from the file. */
    public static CsvLayout usual() {
        return new CsvLayout(null);
    }
}
