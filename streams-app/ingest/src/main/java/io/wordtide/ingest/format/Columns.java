package io.wordtide.ingest.format;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a CSV file, or members of a JSON object, hold the parts of a document. A column named here must
 * exist in the header of a CSV file; one left out ({@code null}, or an empty list of texts) is looked up under its usual
 * names and may be missing, except for the text.
 *
 * @param id document id
 * @param text parts of the text, joined by line breaks in this order
 * @param timestamp publication time; see {@link Timestamps}
 * @param source source
 * @param title title
 * @param language language
 */
public record Columns(
        @Nullable String id,
        List<String> text,
        @Nullable String timestamp,
        @Nullable String source,
        @Nullable String title,
        @Nullable String language) {

    /** Copies the list. */
    public Columns {
        text = List.copyOf(text);
    }

    /** The usual names. */
    public static Columns usual() {
        return new Columns(null, List.of(), null, null, null, null);
    }
}
