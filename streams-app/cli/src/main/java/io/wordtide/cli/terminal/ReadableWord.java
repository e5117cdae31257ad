package io.wordtide.cli.terminal;

/** A word as people read it. */
public final class ReadableWord {

    private ReadableWord() {}

    /**
     * {@code crisis (crisi)}: as the stream writes it, then its term.
     *
     * @param surface empty if it is written as the term
     */
    public static String of(String term, String surface) {
        return surface.isEmpty() ? term : "%s (%s)".formatted(surface, term);
    }
}
