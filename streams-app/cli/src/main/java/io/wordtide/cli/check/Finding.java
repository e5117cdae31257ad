package io.wordtide.cli.check;

/**
 * What a check has found.
 *
 * @param ok whether all is as it should be
 * @param subject what was looked at, a word or two
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
