package io.wordtide.ingest.format;

import java.util.Locale;
import java.util.Optional;

/** How documents are laid out in an input. */
public enum InputFormat {
    /** One JSON object per line. */
    JSON_LINES,
    /** Records of delimited columns below a header (RFC 4180); a quoted column may span lines. */
    CSV,
    /** One document per input. */
    TEXT,
    /** One document per line. */
    LINES;

    private static final String GZIP_SUFFIX = ".gz";

    /**
     * The format that a file's name indicates, if any.
     *
     * @param fileName last part of a path; a {@code .gz} at its end and letter case are ignored
     */
    public static Optional<InputFormat> ofFileName(String fileName) {
        return switch (extension(fileName)) {
            case "jsonl", "ndjson", "json" -> Optional.of(JSON_LINES);
            case "csv", "tsv" -> Optional.of(CSV);
            case "txt", "text", "md", "" -> Optional.of(TEXT);
            default -> Optional.empty();
        };
    }

    /** Whether the name indicates that the file is gzipped. */
    public static boolean isGzipName(String fileName) {
        return fileName.toLowerCase(Locale.ROOT).endsWith(GZIP_SUFFIX);
    }

    /** Extension in lower case without its dot and without {@code .gz}; empty if there is none. */
    public static String extension(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        String unpacked = isGzipName(name) ? name.substring(0, name.length() - GZIP_SUFFIX.length()) : name;
        int dot = unpacked.lastIndexOf('.');
        return dot < 0 ? "" : unpacked.substring(dot + 1);
    }

    /** The name as written on the command line, such as {@code json-lines}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
