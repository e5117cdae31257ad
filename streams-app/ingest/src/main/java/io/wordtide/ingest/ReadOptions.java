package io.wordtide.ingest;

import io.wordtide.ingest.format.Columns;
import io.wordtide.ingest.format.CsvLayout;
import io.wordtide.ingest.format.HtmlMode;
import io.wordtide.ingest.format.InputFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How to read inputs.
 *
 * @param format format of all inputs, or null to derive it from each one's name
 * @param columns which columns or members hold the parts of a document
 * @param csv how CSV files are written
 * @param html whether titles and texts are HTML
 */
public record ReadOptions(@Nullable InputFormat format, Columns columns, CsvLayout csv, HtmlMode html) {

    /** The format from each input's name, columns and members by their usual names. */
    public static ReadOptions byName() {
        return new ReadOptions(null, Columns.usual(), CsvLayout.usual(), HtmlMode.AUTO);
    }

    /**
     * Checks that options about columns and CSV were not given for files that have no columns.
     *
     * @param formats those of all inputs
     * @throws InputException if an option applies to none of them
     */
    void requireToApply(Set<InputFormat> formats) throws InputException {
        if (!formats.contains(InputFormat.CSV) && !csv.equals(CsvLayout.usual())) {
            throw notApplicable("--delimiter, --quote and --no-header", "CSV", formats);
        }
        if (!formats.contains(InputFormat.CSV)
                && !formats.contains(InputFormat.JSON_LINES)
                && !columns.equals(Columns.usual())) {
            throw notApplicable("--text-column and other columns", "JSON or CSV", formats);
        }
    }

    private static InputException notApplicable(String names, String wanted, Set<InputFormat> formats) {
        return new InputException("expected %s for the options %s, found %s; remove them, or set --format"
                .formatted(wanted, names, formats.isEmpty() ? "no files" : formats));
    }

    /** The same with another format. */
    public ReadOptions withFormat(InputFormat format) {
        return new ReadOptions(format, columns, csv, html);
    }

    /** The same with other columns. */
    public ReadOptions withColumns(Columns columns) {
        return new ReadOptions(format, columns, csv, html);
    }

    /** The same with another answer to whether titles and texts are HTML. */
    public ReadOptions withHtml(HtmlMode html) {
        return new ReadOptions(format, columns, csv, html);
    }

    /** The same with another layout of CSV files. */
    public ReadOptions withCsv(CsvLayout csv) {
        return new ReadOptions(format, columns, csv, html);
    }
}
