package io.wordtide.ingest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ids of documents that have none of their own: the place where they were read, {@code name:line} (the second one on a line
 * {@code name:line:2}) or {@code name}. If
 * another document from the same place has arrived before, they end in a number: {@code news.csv:5 (2)}.
 */
final class PlaceIds {

    private static final Pattern FORM = Pattern.compile("(.+?)(:\\d+){0,2}( \\(\\d+\\))?", Pattern.DOTALL);

    private PlaceIds() {}

    /**
     * Whether an id is a place in an input.
     *
     * @param input name of the input in its marks: an absolute path, or the name that its ids begin with
     */
    static boolean isOf(String input, String id) {
        Matcher matcher = FORM.matcher(id);
        return matcher.matches() && (input.equals(matcher.group(1)) || input.endsWith("/" + matcher.group(1)));
    }

    /** The id of the n-th document that arrives from a place, from 1. */
    static String nth(String place, int n) {
        return n == 1 ? place : "%s (%d)".formatted(place, n);
    }
}
