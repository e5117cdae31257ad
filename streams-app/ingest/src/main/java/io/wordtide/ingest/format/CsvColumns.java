package io.wordtide.ingest.format;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The role of each column of a CSV file, by the names in its header. A column named here must exist; one left out
 * ({@code null}, or an empty list of texts) is looked up under its usual name and may be missing, except for the text.
 *
 * @param id column of the document id
 * @param text columns of the text, joined by line breaks in this order
 * @param timestamp column of the publication time; see {@link Timestamps}
 * @param source column of the source
 * @param delimiter character between columns; null for a tab in {@code .tsv} files and a comma in others
 */
public record CsvColumns(
        @Nullable String id,
        List<String> text,
        @Nullable String timestamp,
        @Nullable String source,
        @Nullable Character delimiter) {

    /** Copies the list. */
    public CsvColumns {
        text = List.copyOf(text);
    }

    /** The usual names: {@code id}, {@code text}, {@code timestamp}, {@code source}. */
    public static CsvColumns usual() {
        return new CsvColumns(null, List.of(), null, null, null);
    }
}
