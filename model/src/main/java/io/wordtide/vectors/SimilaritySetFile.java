package io.wordtide.vectors;

import io.wordtide.text.TextFileException;
import io.wordtide.text.TextLines;
import io.wordtide.vectors.SimilaritySet.Pair;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Reads files of similarity sets and detects their format from their content:
 *
 * <pre>
 * love    sex    6.77                                   two words and a score: WordSim-353, MEN, RW, MTurk, ...
 * word1   word2  POS  SimLex999  conc(w1)  ...          a header, and columns between words and score: SimLex-999
 * old     new    A    1.58       2.72      ...
 * 1  Brazil  n  nut  n  context  context  1.1  0.0 ...  number, words with parts of speech, contexts, mean score: SCWS
 * </pre>
 *
 * <p>Fields are separated by tabs, else by commas, else by blanks. The score is the first number after the words. The
 * contexts of SCWS are ignored. A file whose name ends in {@code .gz} is decompressed.
 */
public final class SimilaritySetFile {

    private static final int SCWS_COLUMNS = 8;
    private static final int FIRST_PAIR_BY_LINE = 2;
    private static final String[] NO_FIELDS = {};

    private final Path file;
    private final List<Pair> pairs = new ArrayList<>();
    private @Nullable Columns columns;

    /** Where words and score are, from 0. */
    private record Columns(int first, int second, int score) {}

    private SimilaritySetFile(Path file) {
        this.file = file;
    }

    /**
     * Reads a set.
     *
     * @return empty if neither the first line nor the second belongs to a similarity set
     * @throws TextFileException if the file cannot be read, or a later line does not match the first
     */
    public static Optional<SimilaritySet> read(Path file) {
        SimilaritySetFile reading = new SimilaritySetFile(file);
        TextLines.forEach(file, reading::add);
        return reading.pairs.isEmpty()
                ? Optional.empty()
                : Optional.of(new SimilaritySet(name(file), List.copyOf(reading.pairs)));
    }

    /** {@code ws353-all} of {@code ws353-all.txt}, {@code scws-ratings} of {@code scws-ratings.tsv.gz}. */
    private static String name(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("(\\.(txt|tsv|csv))?(\\.gz)?$", "");
    }

    private void add(long number, String line) {
        if (line.isBlank() || (columns == null && number > FIRST_PAIR_BY_LINE)) {
            return;
        }
        String[] fields = fields(line);
        if (columns == null) {
            columns = columns(fields);
        }
        if (columns != null) {
            pairs.add(pair(number, fields, columns));
        }
    }

    private static String[] fields(String line) {
        String delimiter = line.contains("\t") ? "\t" : line.contains(",") ? "," : " +";
        String[] fields = line.split(delimiter);
        Arrays.setAll(fields, i -> fields[i].strip());
        // prose has blanks too
        return delimiter.equals(" +") && fields.length != 3 ? NO_FIELDS : fields;
    }

    /** Null if these are not the fields of a pair but of a header or something else. */
    private static @Nullable Columns columns(String[] fields) {
        if (fields.length >= SCWS_COLUMNS && score(fields[0]).isPresent()) {
            return new Columns(1, 3, SCWS_COLUMNS - 1);
        }
        for (int field = 2; field < fields.length; field++) {
            if (score(fields[field]).isPresent()) {
                return new Columns(0, 1, field);
            }
        }
        return null;
    }

    private Pair pair(long number, String[] fields, Columns columns) {
        if (fields.length > columns.score()) {
            String first = fields[columns.first()];
            String second = fields[columns.second()];
            OptionalDouble score = score(fields[columns.score()]);
            if (score.isPresent() && !first.isEmpty() && !second.isEmpty()) {
                return new Pair(first, second, score.getAsDouble());
            }
        }
        throw new TextFileException(file + ", line " + number + ": expected two words and a score in field "
                + (columns.score() + 1) + ", as on the lines before, found something else; correct or remove the line");
    }

    /** The number in a field; empty if the field is not a finite number. */
    private static OptionalDouble score(String field) {
        try {
            double score = Double.parseDouble(field);
            return Double.isFinite(score) ? OptionalDouble.of(score) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
