package io.wordtide.vectors;

import io.wordtide.text.TextFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The words of a file and their vectors, as far as it has been read. Not thread-safe. */
final class VectorCollection {

    /** A word of about eight letters, its entries in a hash table and in lists, and the header of its vector, bytes. */
    private static final int BYTES_PER_WORD = 240;

    /** How much of the heap vectors may take. */
    private static final double SHARE_OF_MEMORY = 0.8;

    private final Path file;
    private final long memoryBytes;
    private final Set<String> distinct = new HashSet<>();
    private final List<String> words = new ArrayList<>();
    private final List<float[]> vectors = new ArrayList<>();
    private long count;

    VectorCollection(Path file, long memoryBytes) {
        this.file = file;
        this.memoryBytes = memoryBytes;
    }

    /** Adds a word unless it came before, in which case its first vector counts. */
    void add(String word, float[] vector) {
        count++;
        if (distinct.add(word)) {
            words.add(word);
            vectors.add(vector);
        }
    }

    /** Words so far, repeated ones included. */
    long count() {
        return count;
    }

    /**
     * @param wordCount words that the file will have
     * @throws TextFileException if they do not fit
     */
    void requireMemory(long wordCount, int dimension) {
        double neededBytes = wordCount * (4.0 * dimension + BYTES_PER_WORD);
        if (neededBytes > SHARE_OF_MEMORY * memoryBytes) {
            throw new TextFileException(String.format(
                    Locale.ROOT,
                    "expected vectors in %s that fit in the memory of this process, found %,d words of %,d dimensions, which"
                            + " need %,.0f MB of %,.0f MB; set WORDTIDE_JAVA_OPTS=-Xmx%.0fg, or keep the first words of the"
                            + " file only, which usually are the most frequent ones",
                    file,
                    wordCount,
                    dimension,
                    neededBytes / 1e6,
                    memoryBytes / 1e6,
                    Math.ceil(neededBytes / SHARE_OF_MEMORY / (1 << 30))));
        }
    }

    WordVectors toWordVectors() {
        return new WordVectors(words, vectors);
    }
}
