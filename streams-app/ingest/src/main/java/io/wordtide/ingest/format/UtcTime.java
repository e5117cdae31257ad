package io.wordtide.ingest.format;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The most frequent form of a time, that of RFC 3339 in UTC: {@code 2026-03-01T12:00:00Z}, with up to nine digits after the
 * second's point. Read digit by digit, since reading it with a formatter took a fifth of the time of ingesting a document.
 */
final class UtcTime {

    private static final String FORM = "dddd-dd-ddTdd:dd:dd";

    private static final int MOST_DIGITS_OF_A_SECOND = 9;

    private UtcTime() {}

    /** The time that a text stands for; null if it is of another form, or no time. */
    static @Nullable Instant parse(String text) {
        int end = text.length() - 1;
        int fraction = FORM.length() + 1;
        boolean isWhole = end == FORM.length();
        boolean hasFraction = end > fraction && end <= fraction + MOST_DIGITS_OF_A_SECOND;
        if (!(isWhole || (hasFraction && text.charAt(FORM.length()) == '.' && areDigits(text, fraction, end)))
                || text.charAt(end) != 'Z'
                || !hasForm(text)) {
            return null;
        }
        int nanos = 0;
        for (int i = 0; i < MOST_DIGITS_OF_A_SECOND; i++) {
            nanos = 10 * nanos + (fraction + i < end ? text.charAt(fraction + i) - '0' : 0);
        }
        try {
            return LocalDateTime.of(
                            number(text, 0, 4),
                            number(text, 5, 7),
                            number(text, 8, 10),
                            number(text, 11, 13),
                            number(text, 14, 16),
                            number(text, 17, 19),
                            nanos)
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null; // the 30th of February
        }
    }

    private static boolean hasForm(String text) {
        for (int i = 0; i < FORM.length(); i++) {
            char expected = FORM.charAt(i);
            if (expected == 'd' ? !areDigits(text, i, i + 1) : text.charAt(i) != expected) {
                return false;
            }
        }
        return true;
    }

    private static boolean areDigits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
