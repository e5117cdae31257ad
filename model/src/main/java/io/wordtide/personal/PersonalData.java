package io.wordtide.personal;

import java.util.Locale;
import java.util.Map;

/**
 * Takes personal data out of texts.
 *
 * <p>A text is read once; only at a character that such data contain ({@code @}, a digit, and a few others) is more
 * examined, so that ordinary prose costs next to nothing. Thread-safe.
 */
public final class PersonalData {

    private PersonalData() {}

    /** What is recognized. */
    public enum Kind {
        EMAIL,
        PHONE,
        CARD,
        ORDER_ID,
        USER_NAME;

        /** The name in reports: {@code order id}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** What happens to them. */
    public enum Policy {
        /** They never become words. */
        DROP,
        /** Texts are analyzed as they are. */
        KEEP;

        /** The text that is analyzed, and what it lost. */
        public Redacted apply(String text) {
            return this == DROP ? drop(text) : new Redacted(text, Map.of());
        }
    }

    /**
     * A text without personal data.
     *
     * @param text each item is replaced by a blank, so that the words beside it stay apart
     * @param counts number of items of each kind; kinds that do not occur are missing
     */
    public record Redacted(String text, Map<Kind, Integer> counts) {}

    /** The text without personal data; the same string if there are none. */
    public static Redacted drop(String text) {
        return new PersonalDataScan(text).run();
    }
}
