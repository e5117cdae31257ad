package io.wordtide.personal;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds card numbers and order ids that contain a given digit. */
final class Numbers {

    /** Digits of a token that nothing but a word in front of it makes an id. */
    private static final int LEAST_DIGITS_ANNOUNCED = 4;

    /** Digits of a token of letters and digits that is an id by itself; {@code 80486dx2} has 6. */
    private static final int LEAST_DIGITS_MIXED = 7;

    /** Digits of a number that is an id by itself; a date has 8. */
    private static final int LEAST_DIGITS_ALONE = 9;

    private static final Set<String> ID_WORDS = Set.of(
            "account",
            "acct",
            "booking",
            "case",
            "confirmation",
            "customer",
            "invoice",
            "member",
            "membership",
            "order",
            "passport",
            "policy",
            "receipt",
            "ref",
            "reference",
            "reservation",
            "serial",
            "ssn",
            "ticket",
            "tracking",
            "transaction");

    private static final Set<String> BETWEEN = Set.of("no", "nr", "num", "number", "id", "code", "is");

    /** {@code INV-2023-00123}. */
    private static final Pattern UPPER_CASE_ID = Pattern.compile("[A-Z]{1,6}(?:-[A-Z0-9]+)+");

    /** {@code 1024x768}, and the ZIP code {@code 02139-0903}. */
    private static final Pattern NO_ID = Pattern.compile("\\d+[xX]\\d+|\\d{5}-\\d{4}");

    private static final Pattern CARD = Pattern.compile(
            "(?:\\d{4}([ -])(?:\\d{4}\\1\\d{4}\\1\\d{1,4}(?:\\1\\d{3})?|\\d{6}\\1\\d{5})|\\d{13,19})"
                    + "(?![\\p{L}\\p{N}]|-\\d)",
            Pattern.UNICODE_CHARACTER_CLASS);

    static final int SHORTEST_CARD = 13;
    private static final int LONGEST_CARD = 19;

    private Numbers() {}

    /** The card number that begins at a digit: 13 to 19 digits of an issuer with the right last one. */
    static @Nullable Span card(String text, int start) {
        Matcher card = CARD.matcher(text).region(start, text.length()).useTransparentBounds(true);
        return card.lookingAt() && isCard(card.group()) ? new Span(start, card.end()) : null;
    }

    /** Luhn's check digit, ISO/IEC 7812-1 annex B; and the first digits that issuers of payment cards have. */
    private static boolean isCard(String number) {
        int[] digits = number.chars()
                .filter(Character::isDigit)
                .map(c -> Character.digit(c, 10))
                .toArray();
        if (digits.length < SHORTEST_CARD || digits.length > LONGEST_CARD) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < digits.length; i++) {
            int digit = digits[digits.length - 1 - i];
            int doubled = i % 2 == 0 ? digit : 2 * digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        int first = digits[0];
        boolean issued = (first >= 3 && first <= 6) || (first == 2 && digits[1] >= 2 && digits[1] <= 7);
        return issued && sum % 10 == 0;
    }

    /** The id that a token of letters, digits, hyphens and underscores is, if it is one. */
    static @Nullable Span orderId(String text, int from, Span token) {
        if (token.end() - token.start() < LEAST_DIGITS_ANNOUNCED) {
            return null;
        }
        int digits = 0;
        for (int i = token.start(); i < token.end(); i++) {
            digits += DigitRun.isDigit(text.charAt(i)) ? 1 : 0;
        }
        if (digits < LEAST_DIGITS_ANNOUNCED) {
            return null;
        }
        if (digits == 4 && isYear(text, token)) {
            return null;
        }
        boolean hash = token.start() > from && text.charAt(token.start() - 1) == '#';
        if (hash || isIdByItself(text.substring(token.start(), token.end()), digits)) {
            return new Span(hash ? token.start() - 1 : token.start(), token.end());
        }
        return ID_WORDS.contains(wordBefore(text, from, token.start())) ? token : null;
    }

    private static boolean isYear(String text, Span token) {
        return token.end() - token.start() == 4
                && (text.startsWith("19", token.start()) || text.startsWith("20", token.start()));
    }

    private static boolean isIdByItself(String token, int digits) {
        if (digits < LEAST_DIGITS_MIXED || NO_ID.matcher(token).matches()) {
            return false;
        }
        if (UPPER_CASE_ID.matcher(token).matches()) {
            return true;
        }
        if (digits >= LEAST_DIGITS_ALONE && token.chars().allMatch(c -> c == '-' || Character.isDigit(c))) {
            return true;
        }
        int letters = 0;
        int ofSegment = 0;
        for (int i = 0; i <= token.length(); i++) {
            if (i == token.length() || token.charAt(i) == '-') {
                if (letters > 0 && ofSegment >= LEAST_DIGITS_MIXED) {
                    return true;
                }
                letters = 0;
                ofSegment = 0;
            } else if (DigitRun.isDigit(token.charAt(i))) {
                ofSegment++;
            } else {
                letters++;
            }
        }
        return false;
    }

    /** The word in front of an index, in lower case, on its line; those that may stand between are passed over. */
    static String wordBefore(String text, int from, int index) {
        String word = "";
        int end = index;
        do {
            while (end > from && index - end < 24 && " .:#=(+".indexOf(text.charAt(end - 1)) >= 0) {
                end--;
            }
            int start = end;
            while (start > from && end - start < 24 && Character.isLetter(text.charAt(start - 1))) {
                start--;
            }
            word = text.substring(start, end).toLowerCase(Locale.ROOT);
            end = start;
        } while (BETWEEN.contains(word));
        return word;
    }
}
