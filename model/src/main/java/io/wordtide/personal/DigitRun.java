package io.wordtide.personal;

/**
 * Groups of digits with at most two blanks, hyphens, dots, slashes or brackets between them.
 *
 * @param end index after its last digit
 * @param digits number of digits
 * @param groups number of groups
 */
record DigitRun(int end, int digits, int groups) {

    private static final int LONGEST = 40;

    /** The run that begins with the digit at an index. */
    static DigitRun at(String text, int index) {
        int limit = Math.min(text.length(), index + LONGEST);
        int digits = 0;
        int groups = 0;
        int end = index;
        int next = index;
        while (next < limit && isDigit(text.charAt(next))) {
            int group = next;
            do {
                next++;
            } while (next < limit && isDigit(text.charAt(next)));
            digits += next - group;
            groups++;
            end = next;
            for (int i = 0; i < 2 && next < limit && isSeparator(text.charAt(next)); i++) {
                next++;
            }
        }
        return new DigitRun(end, digits, groups);
    }

    /** Also of other scripts; full-width digits have been normalized. */
    static boolean isDigit(char character) {
        return character <= '9'
                ? character >= '0'
                : character >= FIRST_FOREIGN && character < AFTER_FOREIGN && Character.isDigit(character);
    }

    /** Arabic ones are the first outside ASCII. */
    private static final char FIRST_FOREIGN = '\u0660';

    /** Before the ideographs, which need not be looked up. */
    private static final char AFTER_FOREIGN = '\u3000';

    private static boolean isSeparator(char character) {
        return switch (character) {
            case ' ', '-', '.', '/', '(', ')', '\u00A0', '\u2010', '\u2011', '\u2012', '\u2013' -> true;
            default -> false;
        };
    }
}
