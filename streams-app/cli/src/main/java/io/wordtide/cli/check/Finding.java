package io.wordtide.cli.check;

/**
 * The result of a check.
 *
 * @param ok whether everything is as it should be
 * @param subject what was checked, a word or two
 * @param text what was found, and for a problem what to do
 */
public record Finding(boolean ok, String subject, String text) {

    public static Finding ok(String subject, String text) {
        return new Finding(true, subject, text);
    }

    public static Finding problem(String subject, String text) {
        return new Finding(false, subject, text);
    }

    /** For a person, one line. */
    @Override
    public String toString() {
        return "%-8s %s: %s".formatted(ok ? "ok" : "problem", subject, text.replace('\n', ' '));
    }
}
