package io.wordtide.ingest;

import io.wordtide.ingest.format.CsvColumns;
import io.wordtide.ingest.format.InputFormat;
import org.jspecify.annotations.Nullable;

/**
 * How inputs are to be read.
 *
 * @param format format of all inputs, or null to tell it from each one's name
 * @param columns which columns of a CSV file are what
 */
public record ReadOptions(@Nullable InputFormat format, CsvColumns columns) {

    /** The format from each input's name, CSV columns by their usual names. */
    public static ReadOptions byName() {
        return new ReadOptions(null, CsvColumns.usual());
    }
}
