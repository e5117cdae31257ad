package io.wordtide.vectors;

import io.wordtide.text.TextFileException;
import io.wordtide.text.TextLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads vectors as text: lines {@code word v1 v2 ... vK}, below a line {@code V K} or not. Not thread-safe. */
final class TextVectors {

    private static final String FORMAT =
            "; the text format of word2vec is a line \"V K\", then V lines of a word and K numbers; that of GloVe has no first line";

    /** Lines after which the number of words is estimated from the size of the file. */
    private static final int ESTIMATE_AFTER = 1_000;

    private final Path file;
    private final VectorCollection vectors;

    /** V of the first line; -1 without one. */
    private long size = -1;

    private int dimension;
    private long characterCount;

    private TextVectors(Path file, VectorCollection vectors) {
        this.file = file;
        this.vectors = vectors;
    }

    static void read(Path file, VectorCollection vectors) {
        TextVectors reading = new TextVectors(file, vectors);
        TextLines.forEach(file, reading::add);
        reading.requireAll();
    }

    private void add(long number, String line) {
        characterCount += line.length() + 1;
        if (dimension == 0) {
            begin(line);
        }
        if (number == 1 && size >= 0) {
            return;
        }
        if (!line.isBlank()) {
            addWord(number, line);
        } else if (vectors.count() < size) {
            throw refusal(number, "a word and " + dimension + " numbers", "an empty line");
        }
    }

    /** Determines V and K from the first line. */
    private void begin(String line) {
        // blanks and tabs only: a word may contain any other character, even a no-break space
        String[] fields = line.stripTrailing().split("[ \t]+", -1);
        if (fields.length == 2 && fields[0].matches("[0-9]{1,10}") && fields[1].matches("[0-9]{1,9}")) {
            size = Long.parseLong(fields[0]);
            dimension = Integer.parseInt(fields[1]);
            if (dimension < 1) {
                throw refusal(1, "the numbers of words and of dimensions", size + " and " + dimension);
            }
            vectors.requireMemory(size, dimension);
            return;
        }
        while (dimension < fields.length - 1 && finite(fields[fields.length - 1 - dimension]) != null) {
            dimension++;
        }
        if (dimension == 0) {
            throw refusal(1, "the numbers of words and of dimensions, or a word and its numbers", "something else");
        }
    }

    private void addWord(long number, String line) {
        if (size >= 0 && vectors.count() == size) {
            throw refusal(number, "the end, after " + size + " words", "more");
        }
        float[] vector = new float[dimension]; // [K]
        int end = endOfField(line, line.length());
        for (int k = dimension - 1; k >= 0; k--) {
            int start = startOfField(line, end);
            if (start == 0) {
                throw refusal(number, "a word and " + dimension + " numbers", (dimension - k) + " fields");
            }
            String field = line.substring(start, end);
            @Nullable Float value = finite(field);
            if (value == null) {
                throw refusal(number, "a finite number in field " + (k + 2), "\"" + shortened(field) + "\"");
            }
            vector[k] = value;
            end = endOfField(line, start);
        }
        String word = line.substring(0, end);
        requireNoNumberTooMany(number, word);
        vectors.add(word, vector);
        requireMemory();
    }

    /** A later word may end in a number, such as windows 95; if the first one does, the first line does not fit the rest. */
    private void requireNoNumberTooMany(long number, String word) {
        int start = startOfField(word, word.length());
        if (vectors.count() == 0 && start > 0 && finite(word.substring(start)) != null) {
            throw refusal(number, "a word and " + dimension + " numbers", "more numbers");
        }
    }

    /** Without the number of words in the file, it is estimated, or, if the file is compressed, reached. */
    private void requireMemory() {
        if (size < 0 && vectors.count() % ESTIMATE_AFTER == 0) {
            double share = TextLines.isGzipName(file) ? 1 : (double) characterCount / fileSize();
            vectors.requireMemory((long) (vectors.count() / Math.min(1, share)), dimension);
        }
    }

    private long fileSize() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException("expected a file at " + file + " whose size can be read", e);
        }
    }

    private void requireAll() {
        if (dimension == 0) {
            throw refusal(1, "the numbers of words and of dimensions", "an empty file");
        }
        if (vectors.count() < size) {
            throw refusal(vectors.count() + 1, size + " words", "the end after " + vectors.count());
        }
    }

    private static int endOfField(String line, int from) {
        int end = from;
        while (end > 0 && isDelimiter(line.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private static int startOfField(String line, int end) {
        int start = end;
        while (start > 0 && !isDelimiter(line.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private static boolean isDelimiter(char character) {
        return character == ' ' || character == '\t';
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

    private TextFileException refusal(long line, String expected, String found) {
        return new TextFileException(file + ", line " + line + ": expected " + expected + ", found " + found + FORMAT);
    }
}
