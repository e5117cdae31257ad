package io.wordtide.vectors;

import io.wordtide.text.NewTextFile;
import io.wordtide.text.TextFileException;
import io.wordtide.text.TextLines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Word vectors in the text format of word2vec, which gensim, fastText and most other tools read and write: UTF-8, a line
 * {@code V K}, then a line {@code word v1 v2 ... vK} for each of the V words, blanks or tabs between them.
 *
 * <pre>
 * 2 3
 * oil 0.5 -1.25 0.0
 * wheat 0.125 2.0 1.0E-4
 * </pre>
 *
 * <p>Numbers are written so that they are read back as the same floats. A file whose name ends in {@code .gz} is
 * compressed by gzip.
 */
public final class Word2VecFile {

    private static final String FORMAT =
            "; the text format of word2vec is a line \"V K\", then V lines of a word and K numbers";

    private final Path file;
    private final Map<String, Long> lineByWord = new HashMap<>();
    private final List<String> words = new ArrayList<>();
    private final List<float[]> vectors = new ArrayList<>();
    private int size;
    private int dimension;

    private Word2VecFile(Path file) {
        this.file = file;
    }

    /**
     * Reads a file written by any tool.
     *
     * @throws TextFileException if the file cannot be read or does not have this format: fewer or more words or numbers
     *     than its first line says, a repeated word, a number that is not finite; the message names the line
     */
    public static WordVectors read(Path file) {
        Word2VecFile reading = new Word2VecFile(file);
        TextLines.forEach(file, reading::add);
        return reading.vectors();
    }

    /**
     * Writes a file that does not exist yet.
     *
     * @throws TextFileException if the file exists or cannot be written, or a word contains white space, which the
     *     format does not allow; no partial file is left
     */
    public static void write(WordVectors vectors, Path file) {
        requireOneField(vectors, file);
        NewTextFile.write(file, out -> {
            out.append(vectors.size() + " " + vectors.dimension()).append('\n');
            for (int row = 0; row < vectors.size(); row++) {
                out.append(vectors.words().get(row))
                        .append(' ')
                        .append(join(vectors.row(row), " "))
                        .append('\n');
            }
        });
    }

    /** The numbers of a vector, each written so that it is read back as the same float. */
    static String join(float[] vector, String delimiter) {
        StringJoiner joined = new StringJoiner(delimiter);
        for (float value : vector) {
            joined.add(Float.toString(value));
        }
        return joined.toString();
    }

    private static void requireOneField(WordVectors vectors, Path file) {
        for (String word : vectors.words()) {
            if (word.isEmpty() || word.codePoints().anyMatch(Character::isWhitespace)) {
                throw new TextFileException("expected words without white space to write in the format of word2vec to "
                        + file + ", found \"" + word + "\"; write tsv instead");
            }
        }
    }

    private void add(long number, String line) {
        // blanks and tabs only: a word may contain any other character, even a no-break space
        String[] fields = line.split("[ \t]+");
        if (number == 1) {
            readSizes(fields);
        } else if (!line.isBlank()) {
            addWord(number, fields);
        } else if (words.size() < size) {
            throw refusal(number, "a word and " + dimension + " numbers", "an empty line");
        }
    }

    private void readSizes(String[] fields) {
        try {
            size = fields.length == 2 ? Integer.parseInt(fields[0]) : -1;
            dimension = fields.length == 2 ? Integer.parseInt(fields[1]) : -1;
        } catch (NumberFormatException e) {
            throw refusal(1, "the numbers of words and of dimensions", "something else");
        }
        if (size < 0 || dimension < 1) {
            throw refusal(
                    1,
                    "the numbers of words and of dimensions",
                    fields.length == 2 ? size + " and " + dimension : fields.length + " fields");
        }
    }

    private void addWord(long number, String[] fields) {
        if (words.size() == size) {
            throw refusal(number, "the end, after " + size + " words", "more");
        }
        if (fields.length != dimension + 1) {
            throw refusal(number, "a word and " + dimension + " numbers", fields.length + " fields");
        }
        Long earlier = lineByWord.putIfAbsent(fields[0], number);
        if (earlier != null) {
            throw refusal(number, "a new word", "the word of line " + earlier + " again");
        }
        float[] vector = new float[dimension]; // [K]
        for (int k = 0; k < dimension; k++) {
            @Nullable Float value = finite(fields[k + 1]);
            if (value == null) {
                throw refusal(number, "a finite number in field " + (k + 2), "\"" + shortened(fields[k + 1]) + "\"");
            }
            vector[k] = value;
        }
        words.add(fields[0]);
        vectors.add(vector);
    }

    private static @Nullable Float finite(String field) {
        try {
            float value = Float.parseFloat(field);
            return Float.isFinite(value) ? value : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String shortened(String field) {
        return field.length() > 40 ? field.substring(0, 40) + "..." : field;
    }

    private WordVectors vectors() {
        if (words.size() < size || dimension == 0) {
            throw refusal(
                    words.size() + 1L,
                    dimension == 0 ? "the numbers of words and of dimensions" : size + " words",
                    dimension == 0 ? "an empty file" : "the end after " + words.size());
        }
        return new WordVectors(words, vectors);
    }

    private TextFileException refusal(long line, String expected, String found) {
        return new TextFileException(file + ", line " + line + ": expected " + expected + ", found " + found + FORMAT);
    }
}
