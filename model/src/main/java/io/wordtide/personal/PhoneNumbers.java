package io.wordtide.personal;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds telephone numbers: after a word such as {@code phone}, any 7 to 15 digits; else those of North America by their
 * form, and numbers that begin with {@code +}, {@code 00}, {@code 0} or {@code (} if Google's libphonenumber knows
 * them, national ones in the countries below. It takes some µs for each country, so it is asked about nothing else.
 */
final class PhoneNumbers {

    /** Countries whose national numbers begin with 0 or a bracket. */
    private static final List<String> REGIONS = List.of("GB", "DE", "FR", "IT", "NL", "AU", "IN", "JP", "BR");

    private static final Set<String> PHONE_WORDS = Set.of(
            "call",
            "cell",
            "cellular",
            "facsimile",
            "fax",
            "mobile",
            "pager",
            "ph",
            "phone",
            "sms",
            "tel",
            "telefon",
            "telefono",
            "telephone",
            "teléfono",
            "tél",
            "téléphone",
            "voice",
            "whatsapp");

    private static final int FEWEST_DIGITS = 7;

    /** ITU-T E.164. */
    private static final int MOST_DIGITS = 15;

    /** Area code and exchange begin with 2 to 9: North American Numbering Plan. */
    private static final Pattern NORTH_AMERICAN = Pattern.compile(
            "(?:1[-. ])?\\(?[2-9]\\d{2}(?:\\)[-. /]{0,2}|[-. /]{1,2})[2-9]\\d{2}[-. ]\\d{4}(?![\\p{L}\\p{N}]|[-.]\\d)"
                    + "(?:,? ?(?:x|ext\\.?|extension) ?\\d{1,6})?");

    /** With the code of a country. */
    private static final Pattern INTERNATIONAL = Pattern.compile("\\(?(?:\\+|00)[1-9]");

    /**
     * What may be a number with its area code: of the forms that are usual in Britain, France and Germany, and in Brazil.
     * {@code 02139-0903} is a ZIP code.
     */
    private static final Pattern NATIONAL =
            Pattern.compile("(?!\\d{5}-\\d{4}$)\\(?0[1-9]\\d{0,4}\\)?(?:[ .\\-/]{1,2}\\d{2,8}){1,4}"
                    + "|0[1-9]\\d{8,9}"
                    + "|\\(\\d{2}\\) ?9?\\d{4}-\\d{4}");

    private static final int FEWEST_OF_CANDIDATE = 9;

    private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();

    private PhoneNumbers() {}

    /** The number whose first digit is at the beginning of a run. */
    static @Nullable Span find(String text, int from, int index, DigitRun run) {
        if (run.digits() < FEWEST_DIGITS) {
            return null;
        }
        int start = index;
        if (start > from && text.charAt(start - 1) == '+') {
            start--;
        }
        if (start > from
                && text.charAt(start - 1) == '('
                && text.substring(index, run.end()).indexOf(')') > 0) {
            start--;
        }
        if (run.digits() <= MOST_DIGITS && PHONE_WORDS.contains(Numbers.wordBefore(text, from, start))) {
            return new Span(start, run.end());
        }
        Matcher northAmerican =
                NORTH_AMERICAN.matcher(text).region(index, text.length()).useTransparentBounds(true);
        if (run.groups() > 2 && northAmerican.lookingAt()) {
            return new Span(start, northAmerican.end());
        }
        return run.digits() >= FEWEST_OF_CANDIDATE
                        && run.digits() <= MOST_DIGITS
                        && !continuesNumber(text, start)
                        && isPhone(text.substring(start, run.end()))
                ? new Span(start, run.end())
                : null;
    }

    private static boolean isPhone(String written) {
        return INTERNATIONAL.matcher(written).lookingAt()
                ? isKnown(written, "GB")
                : NATIONAL.matcher(written).matches() && REGIONS.stream().anyMatch(region -> isKnown(written, region));
    }

    /** Whether a region has, or in case of an international number some country may have, such a number. */
    private static boolean isKnown(String written, String region) {
        try {
            PhoneNumber number = LIBRARY.parse(written, region);
            return number.getCountryCode() == LIBRARY.getCountryCodeForRegion(region)
                    ? LIBRARY.isValidNumberForRegion(number, region)
                    : LIBRARY.isPossibleNumber(number);
        } catch (NumberParseException e) {
            return false;
        }
    }

    /** {@code 1.05 0171}: what begins at an index is the rest of a price or a date. */
    private static boolean continuesNumber(String text, int index) {
        return index > 1 && ".,/:-".indexOf(text.charAt(index - 1)) >= 0 && DigitRun.isDigit(text.charAt(index - 2));
    }
}
