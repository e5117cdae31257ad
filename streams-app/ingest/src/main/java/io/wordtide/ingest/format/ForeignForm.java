package io.wordtide.ingest.format;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Forms of files that hold no documents that can be read here, told by their first bytes, and what to do with them. */
public enum ForeignForm {
    PARQUET("a Parquet file", "PAR1[^ -~]", Advice.DUCKDB),
    ARROW("an Arrow file", "ARROW1\\x00|\\xff{4}..\\x00\\x00", Advice.TO_JSON_LINES),
    ORC("an ORC file", "ORC.{0,16}?[\\x00-\\x08]", Advice.TO_JSON_LINES),
    AVRO("a container of Avro", "Obj\\x01", "convert it to JSON Lines: avro-tools tojson FILE"),
    SQLITE(
            "an SQLite database",
            "SQLite format 3\\x00",
            "export a table as CSV: sqlite3 -csv -header FILE 'SELECT ...'"),
    PDF("a PDF document", "%PDF-", "extract its text: pdftotext FILE"),
    OFFICE(
            "a document of an office suite or an e-book",
            "\\xd0\\xcf\\x11\\xe0\\xa1\\xb1\\x1a\\xe1",
            "save it as text or CSV"),
    RTF("a document in Rich Text Format", "\\{\\\\rtf", "save it as text"),
    ZIP("a zip archive", "PK\\x03\\x04|PK\\x05\\x06", "unpack it: unzip FILE, or unzip -p FILE for standard input"),
    TAR("a tar archive", ".{257}ustar", "unpack it, tar -xf FILE, and name the files or the directory"),
    SEVEN_ZIP("a 7z archive", "7z\\xbc\\xaf'\\x1c", Advice.UNPACK),
    RAR("a RAR archive", "Rar!\\x1a\\x07", Advice.UNPACK),
    LZ4("lz4 data", "\\x04\\x22\\x4d\\x18", "unpack it: lz4 -d FILE"),
    SNAPPY("snappy data", "\\xff\\x06\\x00\\x00sNaPpY", Advice.UNPACK),
    COMPRESS("data of Unix compress", "\\x1f\\x9d", "unpack it: uncompress FILE"),
    HDF5("an HDF5 file", "\\x89HDF", Advice.TO_JSON_LINES),
    NUMPY("an array of NumPy", "\\x93NUMPY", "give texts: this holds numbers"),
    PICKLE("a Python pickle", "\\x80[\\x02-\\x05][\\x00-\\xff]", Advice.TO_JSON_LINES),
    IMAGE("a picture", "\\x89PNG|\\xff\\xd8\\xff|GIF8[79]a", "give texts"),
    WORD_VECTORS(
            "binary word vectors of word2vec",
            "\\d{1,9} \\d{1,5}\\n[^ \\n]{1,100} [^\\n]*[\\x00-\\x08]",
            Advice.VECTORS),
    UTF_16("UTF-16", "\\xff\\xfe|\\xfe\\xff", "convert it: iconv -f UTF-16 -t UTF-8 FILE"),
    WARC("a web archive (WARC)", "WARC/[01]", "extract the text of its pages, to JSON Lines", true),
    MATRIX_MARKET(
            "a matrix (Matrix Market)", "%%MatrixMarket", "give texts: this holds counts, without the words", true),
    FEED(
            "a feed",
            "\\s*(?:<\\?xml[^>]*>\\s*)?(?:<!--.{0,2000}?-->\\s*|<\\?[^>]*>\\s*)*<(?:rss|feed|rdf:RDF)\\b",
            "give its address with --feed",
            true),
    HTML(
            "an HTML page",
            "(?i)\\s*(?:<\\?xml[^>]*>\\s*)?(?:<!doctype html|<html)\\b",
            "read its text with --format text --html yes",
            true),
    XML(
            "XML",
            "\\s*<\\?xml\\b",
            "convert it to JSON Lines, or read it as plain text with --format text --html yes",
            true);

    /** What no line of text begins with, other than one of XML: with these, more than the first read is worth waiting for. */
    private static final Pattern NO_TEXT =
            Pattern.compile("\\s*<|[^\\n\\x00-\\x08]*+\\n?[^\\n\\x00-\\x08]*+[\\x00-\\x08]");

    private final String description;
    private final Pattern pattern;
    private final String advice;
    private final boolean isText;

    /** @param pattern of the first bytes, each of them a character */
    ForeignForm(String description, String pattern, String advice) {
        this(description, pattern, advice, false);
    }

    ForeignForm(String description, String pattern, String advice, boolean isText) {
        this.description = description;
        this.pattern = Pattern.compile("(?:" + pattern + ")", Pattern.DOTALL);
        this.advice = advice;
        this.isText = isText;
    }

    /** Advice for several forms. */
    private static final class Advice {
        static final String TO_JSON_LINES = "convert it to JSON Lines";
        static final String DUCKDB =
                "convert it to JSON Lines, for instance with DuckDB: COPY (FROM 'FILE') TO 'out.jsonl'";
        static final String UNPACK = "unpack it";
        static final String VECTORS = "give texts: this holds numbers";
    }

    /**
     * The form that the next bytes show; nothing is consumed.
     *
     * @param format how the input would be read; null if that is not known. Plain text may begin with
     *     anything, and a form of news was asked for.
     */
    public static Optional<ForeignForm> of(BufferedInputStream in, @Nullable InputFormat format) throws IOException {
        boolean isPlain = format != null && format != InputFormat.CSV && format != InputFormat.JSON_LINES;
        String first = InputHead.firstRead(in);
        String head = NO_TEXT.matcher(first).lookingAt() ? InputHead.bytes(in) : first;
        return Arrays.stream(values())
                .filter(form -> !(isPlain && form.isText))
                .filter(form -> form.pattern.matcher(head).lookingAt())
                .findFirst();
    }

    /** What it is and what to do with it. */
    @Override
    public String toString() {
        return description + "; " + advice;
    }
}
