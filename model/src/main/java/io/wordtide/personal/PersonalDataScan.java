package io.wordtide.personal;

import io.wordtide.personal.PersonalData.Kind;
import io.wordtide.personal.PersonalData.Redacted;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One pass over a text, from one character that may belong to personal data to the next. For one thread. */
final class PersonalDataScan {

    private static final boolean[] EXAMINED = examined();

    private final String text;
    private final StringBuilder kept = new StringBuilder();
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

    /** Everything before it has been kept or dropped. */
    private int done;

    PersonalDataScan(String text) {
        this.text = text;
    }

    private static boolean[] examined() {
        boolean[] examined = new boolean[128];
        for (char character : "0123456789@:=/~([{".toCharArray()) {
            examined[character] = true;
        }
        return examined;
    }

    Redacted run() {
        int length = text.length();
        char[] characters = text.toCharArray();
        for (int i = next(characters, 0); i < length; i = next(characters, i)) {
            i = examine(characters[i], i);
        }
        return done == 0
                ? new Redacted(text, Map.of())
                : new Redacted(kept.append(text, done, length).toString(), counts);
    }

    /** Index of the next character to examine, or the length; most of the time is spent here. */
    private static int next(char[] characters, int from) {
        int i = from;
        while (i < characters.length
                && !(characters[i] < EXAMINED.length ? EXAMINED[characters[i]] : DigitRun.isDigit(characters[i]))) {
            i++;
        }
        return i;
    }

    /** Returns the index at which to continue. */
    private int examine(char character, int i) {
        return switch (character) {
            case '@' -> atSign(i);
            case '(', '[', '{' -> drop(Kind.EMAIL, Names.writtenOutEmail(text, done, i), i);
            case '/' -> drop(Kind.USER_NAME, Names.inPath(text, done, i), i);
            case '~' -> drop(Kind.USER_NAME, Names.homeDirectory(text, done, i), i);
            case '=' -> drop(Kind.USER_NAME, Names.announced(text, done, i), i);
            case ':' ->
                drop(
                        Kind.USER_NAME,
                        text.startsWith("//", i + 1) ? Names.userInfo(text, i + 3) : Names.announced(text, done, i),
                        i);
            default -> number(i);
        };
    }

    private int atSign(int i) {
        Span email = Names.email(text, done, i);
        return email != null ? drop(Kind.EMAIL, email, i) : drop(Kind.USER_NAME, Names.handle(text, i), i);
    }

    private int number(int i) {
        if (i == done || !isTokenCharacter(text.charAt(i - 1))) {
            DigitRun run = DigitRun.at(text, i);
            Span card = run.digits() < Numbers.SHORTEST_CARD ? null : Numbers.card(text, i);
            if (card != null) {
                return drop(Kind.CARD, card, i);
            }
            Span phone = PhoneNumbers.find(text, done, i, run);
            if (phone != null) {
                return drop(Kind.PHONE, phone, i);
            }
        }
        Span token = token(i);
        Span id = Numbers.orderId(text, done, token);
        return id == null ? token.end() : drop(Kind.ORDER_ID, id, i);
    }

    /** Letters, digits and underscores around a digit, and hyphens between them. */
    private Span token(int digit) {
        int start = digit;
        while (start > done && isTokenCharacter(text.charAt(start - 1))) {
            start--;
        }
        int end = digit;
        while (end < text.length() && isTokenCharacter(text.charAt(end))) {
            end++;
        }
        while (text.charAt(start) == '-') {
            start++;
        }
        while (text.charAt(end - 1) == '-') {
            end--;
        }
        return new Span(start, end);
    }

    private static boolean isTokenCharacter(char character) {
        return character == '-' || character == '_' || Character.isLetterOrDigit(character);
    }

    /** Drops an item, if there is one, and an English possessive after it; returns the index at which to continue. */
    private int drop(Kind kind, @Nullable Span item, int i) {
        if (item == null) {
            return i + 1;
        }
        kept.append(text, done, item.start()).append(' ');
        done = item.end();
        if (text.startsWith("'s", done)
                && (done + 2 == text.length() || !Character.isLetterOrDigit(text.charAt(done + 2)))) {
            done += 2;
        }
        counts.merge(kind, 1, Integer::sum);
        return done;
    }
}
