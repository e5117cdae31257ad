package io.wordtide.cli.terminal;

import java.util.regex.Pattern;

/**
 * Makes text from elsewhere safe to show in a line. Ids, sources, words and headers are chosen by whoever writes to the
 * topics or feeds, and a terminal obeys what it prints: control characters move the cursor, erase what stands above, or
 * begin a line that seems to be ours, and marks of direction make a line read as another one.
 *
 * <p>Log lines have the same done to them by the layout in {@code log4j2.xml}.
 */
final class Printable {

    /**
     * Controls (C0 except tab, and C1); marks, embeddings, overrides and isolates of the bidirectional algorithm; line
     * and paragraph separator. The joiners are not among them: they change how letters of some scripts look.
     */
    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\p{Cc}\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069&&[^\\t]]");

    private Printable() {}

    /** The text with each such character as the escape that Java and JSON have for it, so that JSON stays what it is. */
    static String line(String text) {
        return UNPRINTABLE
                .matcher(text)
                .replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0)));
    }
}
