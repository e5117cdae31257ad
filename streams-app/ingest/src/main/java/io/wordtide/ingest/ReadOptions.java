package io.wordtide.ingest;

import io.wordtide.ingest.format.CsvColumns;
import io.wordtide.ingest.format.InputFormat;
import org.jspecify.annotations.Nullable;

/**
 * How to read inputs.
 *
 * @param format format of all inputs, or null to derive it from each one's name
 * @param columns the role of each column of a CSV file
 */
public record ReadOptions(@Nullable InputFormat format, CsvColumns columns) {

    /** The format from each input's name, CSV columns by their usual names. */
    public static ReadOptions byName() {
        return new ReadOptions(null, CsvColumns.usual());
    }
}
