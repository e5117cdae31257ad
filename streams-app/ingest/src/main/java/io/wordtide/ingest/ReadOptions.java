package io.wordtide.ingest;

import io.wordtide.ingest.format.Columns;
import io.wordtide.ingest.format.CsvLayout;
import io.wordtide.ingest.format.InputFormat;
import org.jspecify.annotations.Nullable;

/**
 * How to read inputs.
 *
 * @param format format of all inputs, or null to derive it from each one's name
 * @param columns which columns or members hold the parts of a document
 * @param csv how CSV files are written
 */
public record ReadOptions(@Nullable InputFormat format, Columns columns, CsvLayout csv) {

    /** The format from each input's name, columns and members by their usual names. */
    public static ReadOptions byName() {
        return new ReadOptions(null, Columns.usual(), CsvLayout.usual());
    }

    /** The same with another format. */
    public ReadOptions withFormat(InputFormat format) {
        return new ReadOptions(format, columns, csv);
    }

    /** The same with other columns. */
    public ReadOptions withColumns(Columns columns) {
        return new ReadOptions(format, columns, csv);
    }

    /** The same with another layout of CSV files. */
    public ReadOptions withCsv(CsvLayout csv) {
        return new ReadOptions(format, columns, csv);
    }
}
