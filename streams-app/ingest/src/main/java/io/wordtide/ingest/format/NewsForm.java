package io.wordtide.ingest.format;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Recognizes news and mail by the first bytes: their files have extensions that say little, or none. */
public final class NewsForm {

    private static final String BEFORE_ROOT = "\\s*(?:<\\?[^>]*>\\s*|<!--.{0,2000}?-->\\s*|<!DOCTYPE [^\\[>]*>\\s*)*";
    private static final Pattern NITF = Pattern.compile(BEFORE_ROOT + "<nitf\\b", Pattern.DOTALL);
    private static final Pattern NEWSML = Pattern.compile(
            BEFORE_ROOT + "<(?:\\w+:)?(?:newsMessage|(?:news|package|concept|knowledge|planning|catalog)Item)\\b",
            Pattern.DOTALL);

    /** An object, or the first of an array, that has a URI and a part of an article, and no text of ours. */
    private static final Pattern NINJS = Pattern.compile(
            "\\s*\\[?\\s*\\{(?=.*\"(?:uri|guid)\"\\s*:)"
                    + "(?=.*\"(?:body_\\w+|bodies|headlines|versioncreated|versionCreated)\"\\s*:)(?!.*\"text\"\\s*:).*",
            Pattern.DOTALL);

    /** A name has any printable characters but a colon (RFC 5322, section 2.2), such as those of {@code Article-I.D.:}. */
    private static final String HEADER = "[A-Za-z][!-9;-~]*:[^\\n]*\\n(?:[ \\t][^\\n]*\\n)*";

    /** Two headers or more, one of which says what it is about or who wrote it, and a line without any. */
    private static final Pattern MAIL = Pattern.compile("(?:From [^\\n]*\\n)?(?=(?:" + HEADER
            + "){0,60}(?i:subject|from|newsgroups|message-id):)(?:" + HEADER + "){2,200}\\r?\\n");

    private NewsForm() {}

    /**
     * The form of news that the next bytes show; nothing is consumed.
     *
     * @param named format that the input's name indicates; null if it has none
     */
    public static Optional<InputFormat> of(BufferedInputStream in, @Nullable InputFormat named) throws IOException {
        if (named == InputFormat.CSV) {
            return Optional.empty();
        }
        // a pipe has no name, and must not be waited for; what is unpacked comes in short reads
        String head = named == null ? InputHead.firstRead(in) : InputHead.bytes(in);
        if (named == InputFormat.TEXT) {
            return matches(MAIL, head) ? Optional.of(InputFormat.MAIL) : Optional.empty();
        }
        if (matches(NITF, head)) {
            return Optional.of(InputFormat.NITF);
        }
        if (matches(NEWSML, head)) {
            return Optional.of(InputFormat.NEWSML);
        }
        if (matches(NINJS, head)) {
            return Optional.of(InputFormat.NINJS);
        }
        return Optional.ofNullable(named).filter(format -> format == InputFormat.MAIL || format == InputFormat.NINJS);
    }

    private static boolean matches(Pattern pattern, String head) {
        return pattern.matcher(head).lookingAt();
    }
}
