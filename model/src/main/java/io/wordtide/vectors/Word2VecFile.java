package io.wordtide.vectors;

import io.wordtide.text.NewTextFile;
import io.wordtide.text.TextFileException;
import java.nio.file.Path;
import java.util.StringJoiner;

/**
 * Word vectors in the formats of word2vec, which gensim, fastText and most other tools read and write: UTF-8, a line
 * {@code V K}, then a line {@code word v1 v2 ... vK} for each of the V words, blanks or tabs between them.
 *
 * <pre>
 * 2 3
 * oil 0.5 -1.25 0.0
 * wheat 0.125 2.0 1.0E-4
 * </pre>
 *
 * <p>Also read are files without the first line, as GloVe writes them, words that contain blanks (the last K fields are the
 * numbers), and word2vec's binary format, whose numbers are 4 bytes each after a word and a blank. Of a word that occurs
 * more than once the first vector counts, as in gensim.
 *
 * <p>Numbers are written so that they are read back as the same floats. A file whose name ends in {@code .gz} is
 * compressed by gzip.
 */
public final class Word2VecFile {

    private Word2VecFile() {}

    /**
     * Reads a file written by any tool; its first bytes determine which format it has.
     *
     * @throws TextFileException if the file cannot be read or has none of the formats: fewer or more words or numbers than
     *     its first line says, a number that is not finite; or if it needs more memory than there is, which is said before
     *     it is read; the message names the line
     */
    public static WordVectors read(Path file) {
        return read(file, Runtime.getRuntime().maxMemory());
    }

    /** @param memoryBytes heap of the process, bytes */
    static WordVectors read(Path file, long memoryBytes) {
        VectorCollection vectors = new VectorCollection(file, memoryBytes);
        if (BinaryVectors.isBinary(file)) {
            BinaryVectors.read(file, vectors);
        } else {
            TextVectors.read(file, vectors);
        }
        return vectors.toWordVectors();
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
}
