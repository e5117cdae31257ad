package io.wordtide.ingest.format;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How documents are laid out in an input. */
public enum InputFormat {
    /** One JSON object per line, an array of objects, or objects over several lines each. */
    JSON_LINES,
    /** Records of delimited columns below a header (RFC 4180); a quoted column may span lines. */
    CSV,
    /** One document per input. */
    TEXT,
    /** One document per line. */
    LINES,
    /** Objects of IPTC's ninjs, laid out as those of {@link #JSON_LINES}. */
    NINJS,
    /** IPTC's NewsML-G2: one item, or a message of several. */
    NEWSML,
    /** IPTC's NITF: one article. */
    NITF,
    /** A message of mail or news. */
    MAIL;

    /** An object, or an array of objects, or an empty one. */
    private static final Pattern JSON = Pattern.compile("\\s*(?:\\{|\\[\\s*[{\\]])");

    /**
     * The format that a file's name indicates, if any.
     *
     * @param fileName last part of a path; the extension of a {@link Packing} and letter case are ignored
     */
    public static Optional<InputFormat> ofFileName(String fileName) {
        return switch (extension(fileName)) {
            case "jsonl", "ndjson", "json" -> Optional.of(JSON_LINES);
            case "csv", "tsv" -> Optional.of(CSV);
            case "txt", "text", "md", "" -> Optional.of(TEXT);
            case "xml", "newsml", "g2" -> Optional.of(NEWSML);
            case "nitf" -> Optional.of(NITF);
            case "ninjs" -> Optional.of(NINJS);
            case "eml" -> Optional.of(MAIL);
            default -> Optional.empty();
        };
    }

    /** Whether files of this name may have this format; news and mail have the extensions of more general formats. */
    public boolean mayBe(String fileName) {
        InputFormat general = switch (this) {
            case NINJS -> JSON_LINES;
            case NITF -> NEWSML;
            case MAIL, LINES -> TEXT;
            default -> this;
        };
        return ofFileName(fileName)
                .filter(named -> named == this || named == general)
                .isPresent();
    }

    /** Whether an input is one document, as against a sequence of them. */
    public boolean isOneDocument() {
        return this == TEXT || this == NITF || this == MAIL;
    }

    /** Extension in lower case without its dot and without that of a {@link Packing}; empty if there is none. */
    public static String extension(String fileName) {
        String unpacked = Packing.nameOfContent(fileName.toLowerCase(Locale.ROOT));
        int dot = unpacked.lastIndexOf('.');
        return dot < 0 ? "" : unpacked.substring(dot + 1);
    }

    /** The format that the first characters of an input indicate: JSON if an object begins, else one document a line. */
    public static InputFormat guess(BufferedInputStream in) throws IOException {
        return JSON.matcher(InputHead.firstRead(in)).lookingAt() ? JSON_LINES : LINES;
    }

    /** The name as written on the command line, such as {@code json-lines}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
