package io.wordtide.cli.terminal;

/** A word as people read it. */
public final class ReadableWord {

    private ReadableWord() {}

    /**
     * {@code crisis (crisi)}: as the stream writes it, then its term; {@code OPEC} where they differ only in case.
     *
     * @param surface empty if it is written as the term
     */
    public static String of(String term, String surface) {
        if (surface.isEmpty()) {
            return term;
        }
        return surface.equalsIgnoreCase(term) ? surface : "%s (%s)".formatted(surface, term);
    }
}
