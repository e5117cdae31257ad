package io.wordtide.ingest;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Ids of documents that have none of their own: the place where they were read, {@code name:line} (for the second one on a
 * line {@code name:line:2}), or {@code name} where an input is one document. If another document from the same place has
 * arrived before, they end in a number: {@code news.csv:5 (2)}.
 */
final class PlaceIds {

    private static final Pattern COPY = Pattern.compile(" \\(\\d+\\)\\z");
    private static final Pattern LINE = Pattern.compile(":\\d+\\z");

    private PlaceIds() {}

    /**
     * Whether an id is a place in an input.
     *
     * @param input name of the input in its marks: an absolute path, or the name that its ids begin with
     */
    static boolean isOf(String input, String id) {
        if (!id.contains(input.substring(input.lastIndexOf('/') + 1))) {
            return false; // the usual case: a place contains the file's name
        }
        // a name may itself end as a place does: log-12:30
        String place = COPY.matcher(id).replaceFirst("");
        String line = LINE.matcher(place).replaceFirst("");
        return Stream.of(id, place, line, LINE.matcher(line).replaceFirst(""))
                .anyMatch(name -> !name.isEmpty() && (input.equals(name) || input.endsWith("/" + name)));
    }

    /** The id of the n-th document that arrives from a place, from 1. */
    static String nth(String place, int n) {
        return n == 1 ? place : "%s (%d)".formatted(place, n);
    }
}
