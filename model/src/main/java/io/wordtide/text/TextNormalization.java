package io.wordtide.text;

import java.text.Normalizer;

/**
 * Gives words that look alike the same characters, before they are analyzed:
 *
 * <ul>
 *   <li>characters that do not show are removed: soft hyphens, word joiners, byte order marks, marks of direction,
 *       selectors of variants of ideographs, and, after a Latin, Greek or Cyrillic letter, joiners and non-joiners, which
 *       change the shape of other scripts only;
 *   <li>Unicode's normalization form KC: accents are composed, ligatures, full-width and mathematical letters become plain
 *       ones;
 *   <li>the typographic apostrophe ’ (U+2019) and the letter ʼ (U+02BC) become '.
 * </ul>
 *
 * <p>Form KC is too coarse for some characters, which stay as they are: raised digits, ª, º, ™ and fractions, since
 * {@code Nike™} is not {@code niketm} and {@code 2½} not {@code 21⁄2}; and letters of Thai, Lao and Armenian (ำ, ຳ, և)
 * that it would take apart, although everybody, stop words and dictionaries included, writes them whole.
 *
 * <p>Upper and lower case are left to the analyzers, because they depend on the language. Stateless, thread-safe.
 *
 * <p>See: Unicode Standard Annex 15, Unicode Normalization Forms; section 13 for the 30 marks that one letter may have.
 */
final class TextNormalization {

    /** Below this, every character stays as it is. */
    private static final char FIRST_AFFECTED = '\u00A0';

    /** More in a row are dropped: a form puts them in order by insertion, which takes the square of their number. */
    private static final int MOST_MARKS = 30;

    private TextNormalization() {}

    static String normalize(String text) {
        int affected = 0;
        while (affected < text.length() && text.charAt(affected) < FIRST_AFFECTED) {
            affected++;
        }
        return affected == text.length() ? text : normalized(visible(text));
    }

    private static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        int start = 0;
        int before = 0; // the last visible character
        int marks = 0; // in a row
        int next;
        for (int i = 0; i < text.length(); i = next) {
            int character = text.codePointAt(i);
            next = i + Character.charCount(character);
            marks = Character.getType(character) == Character.NON_SPACING_MARK ? marks + 1 : 0;
            if (marks > MOST_MARKS || isInvisible(character, before)) {
                visible.append(text, start, i);
                start = next;
            } else {
                before = character;
            }
        }
        return visible.append(text, start, text.length()).toString();
    }

    /** Form KC of the runs between characters that stay as they are. */
    private static String normalized(String text) {
        StringBuilder normalized = new StringBuilder(text.length());
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || staysAsItIs(text.charAt(i))) {
                normalized.append(Normalizer.normalize(text.substring(start, i), Normalizer.Form.NFKC));
                normalized.append(text, i, Math.min(i + 1, text.length()));
                start = i + 1;
            }
        }
        return normalized.toString().replace('\u2019', '\'').replace('\u02BC', '\'');
    }

    private static boolean isInvisible(int character, int before) {
        return switch (character) {
            // soft hyphen, combining grapheme joiner, Arabic letter mark, byte order mark
            case 0xAD, 0x34F, 0x61C, 0xFEFF -> true;
            // non-joiner and joiner
            case 0x200C, 0x200D -> hasUnjoinedLetters(before);
            default ->
                isIn(character, 0x200E, 0x200F) // marks of direction
                        || isIn(character, 0x202A, 0x202E) // embeddings and overrides of direction
                        || isIn(character, 0x2060, 0x206F) // word joiner, invisible operators, isolates of direction
                        || isIn(character, 0xFE00, 0xFE0D) // selectors of variants, but for text or emoji
                        || isIn(character, 0xE0100, 0xE01EF); // selectors of variants of ideographs
        };
    }

    private static boolean staysAsItIs(char character) {
        return switch (character) {
            // ª, º, raised 1 to 3, service and trade mark, zero thirds
            case 0xAA, 0xBA, 0xB2, 0xB3, 0xB9, 0x2120, 0x2122, 0x2189 -> true;
            // the Armenian letter yew, vowels of Thai and Lao
            case 0x587, 0xE33, 0xEB3 -> true;
            default ->
                isIn(character, 0xBC, 0xBE) // quarters and a half
                        || isIn(character, 0x2070, 0x207F) // raised 0 to n
                        || isIn(character, 0x2150, 0x215F); // other fractions
        };
    }

    private static boolean hasUnjoinedLetters(int character) {
        Character.UnicodeScript script = Character.UnicodeScript.of(character);
        return script == Character.UnicodeScript.LATIN
                || script == Character.UnicodeScript.GREEK
                || script == Character.UnicodeScript.CYRILLIC;
    }

    private static boolean isIn(int character, int first, int last) {
        return first <= character && character <= last;
    }
}
