package io.wordtide.ingest.format;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a CSV file, or members of a JSON object, hold the parts of a document. One left out ({@code null}, or
 * an empty list of texts) is looked up under its {@linkplain #candidates usual names} and may be missing, except for the
 * text.
 *
 * @param id document id
 * @param text parts of the text, joined by line breaks in this order
 * @param timestamp publication time; see {@link Timestamps}
 * @param timestampUnit what a number as publication time counts
 * @param source source
 * @param title title
 * @param language language
 */
public record Columns(
        @Nullable String id,
        List<String> text,
        @Nullable String timestamp,
        TimestampUnit timestampUnit,
        @Nullable String source,
        @Nullable String title,
        @Nullable String language) {

    /** Usual names of the publication time, that of our own schema among them; the first one that is there counts. */
    static final List<String> USUAL_TIMESTAMPS = List.of("timestamp", "publishedAt", "published_at");

    private static final String USUAL_TEXT = "text";

    /** Copies the list. */
    public Columns {
        text = List.copyOf(text);
    }

    /** The usual names. */
    public static Columns usual() {
        return new Columns(null, List.of(), null, TimestampUnit.AUTO, null, null, null);
    }

    /** The names of the text's parts, given or usual. */
    List<String> texts() {
        return text.isEmpty() ? List.of(USUAL_TEXT) : text;
    }

    /** The name that was given, or the usual ones. */
    static List<String> candidates(@Nullable String given, List<String> usual) {
        return given == null ? usual : List.of(given);
    }
}
