package io.wordtide.corpus;

import io.wordtide.text.DocumentCounts;
import io.wordtide.text.TextFileException;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.regex.Pattern;

/** Builds documents from counts by vocabulary row, and reads the numbers. */
final class Rows {

    private static final int SHOWN_CHARACTERS = 40;

    private static final Pattern NUMBER = Pattern.compile("[0-9]+([.][0-9]*)?([eE][+-]?[0-9]+)?");

    private Rows() {}

    /** As much of a text as fits in an error message. */
    static String shortened(String text) {
        return text.length() > SHOWN_CHARACTERS ? text.substring(0, SHOWN_CHARACTERS) + "…" : text;
    }

    /**
     * A whole number, possibly written as a decimal one ({@code 2.0}, {@code 1.2e+01}), as tools for matrices write counts.
     *
     * @return -1 if it is anything else or not between the bounds
     */
    static int wholeNumber(String text, int least, int most) {
        if (!NUMBER.matcher(text).matches()) {
            return -1;
        }
        double value = Double.parseDouble(text);
        return value == Math.rint(value) && value >= least && value <= most ? (int) value : -1;
    }

    /**
     * @param place where the document was found, for the message
     * @throws TextFileException if it has more tokens than an int can hold
     */
    static DocumentCounts document(SortedMap<Integer, Integer> countByRow, String place) {
        int[] rows = countByRow.keySet().stream().mapToInt(Integer::intValue).toArray();
        int[] counts = countByRow.values().stream().mapToInt(Integer::intValue).toArray();
        long tokenCount = Arrays.stream(counts).asLongStream().sum();
        if (tokenCount > Integer.MAX_VALUE) {
            throw new TextFileException("expected a document of at most " + Integer.MAX_VALUE + " tokens in " + place
                    + ", found " + tokenCount + "; correct its counts");
        }
        return new DocumentCounts(rows, counts, (int) tokenCount, 0);
    }
}
