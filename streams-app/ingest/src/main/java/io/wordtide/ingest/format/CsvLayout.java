package io.wordtide.ingest.format;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a CSV file is written.
 *
 * @param delimiter ASCII character between columns; null to tell it from the file
 * @param quote ASCII character around columns that hold delimiters or line ends; null if there is none
 * @param hasHeader whether the first record names the columns; without one they are numbered from 1
 */
public record CsvLayout(
        @Nullable Character delimiter, @Nullable Character quote, boolean hasHeader) {

    private static final char QUOTE = '"';
    private static final String COMMA_SEPARATED = "csv";
    private static final String TAB_SEPARATED = "tsv";

    /** In the order in which they are preferred: of these, a tab is the one that texts hold least. */
    private static final List<Character> DELIMITERS = List.of('\t', ';', '|', ',');

    private static final int LINES_WITHOUT_HEADER = 10;

    /** A header, columns in double quotes, the delimiter told from the file. */
    public static CsvLayout usual() {
        return new CsvLayout(null, QUOTE, true);
    }

    /**
     * The layout of one file, with a delimiter. If none is given, it is the one that belongs to the extension if the
     * header has it; else the one that occurs most often in the header, or equally often in each of the first lines of a
     * file without one.
     *
     * @param in positioned at the beginning; nothing is consumed
     */
    public CsvLayout of(BufferedInputStream in, String extension) throws IOException {
        if (delimiter != null) {
            return this;
        }
        List<String> lines = InputHead.lines(in, hasHeader ? 1 : LINES_WITHOUT_HEADER)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        // where there are several, the last may be only the beginning of one
        List<String> whole = lines.size() > 1 ? lines.subList(0, lines.size() - 1) : lines;
        return new CsvLayout(delimiter(whole, extension), quote, hasHeader);
    }

    private char delimiter(List<String> lines, String extension) {
        char usual = extension.equals(TAB_SEPARATED) ? '\t' : ',';
        boolean isNamed = extension.equals(COMMA_SEPARATED) || extension.equals(TAB_SEPARATED);
        if (isNamed && isRegular(lines, usual)) {
            return usual;
        }
        return DELIMITERS.stream()
                .filter(candidate -> !candidate.equals(quote))
                .filter(candidate -> isRegular(lines, candidate))
                // the first of several maxima
                .reduce((a, b) -> count(lines.get(0), b) > count(lines.get(0), a) ? b : a)
                .orElse(usual);
    }

    /** Whether a character occurs in the first line, and equally often in each of the others. */
    private boolean isRegular(List<String> lines, char candidate) {
        long[] counts = lines.stream()
                .mapToLong(line -> count(line, candidate))
                .distinct()
                .toArray();
        return counts.length == 1 && counts[0] > 0;
    }

    private long count(String line, char character) {
        boolean[] inQuotes = new boolean[line.length() + 1];
        for (int i = 0; i < line.length(); i++) {
            inQuotes[i + 1] = inQuotes[i] ^ (quote != null && line.charAt(i) == quote);
        }
        return IntStream.range(0, line.length())
                .filter(i -> line.charAt(i) == character && !inQuotes[i])
                .count();
    }
}
