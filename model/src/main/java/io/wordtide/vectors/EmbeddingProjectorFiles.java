package io.wordtide.vectors;

import io.wordtide.text.NewTextFile;
import io.wordtide.text.TextFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Word vectors for the TensorFlow embedding projector, <a
 * href="https://projector.tensorflow.org">projector.tensorflow.org</a>, button <em>Load</em>: {@code vectors.tsv} with
 * the K numbers of a word on each line, tabs between them, and {@code metadata.tsv} in the same order with the columns
 * {@code word}, as the stream writes it, and {@code term}, under a header, as the projector wants it for several columns.
 */
public final class EmbeddingProjectorFiles {

    private EmbeddingProjectorFiles() {}

    /**
     * Writes the two files, which must not exist, to a directory, which is created if necessary.
     *
     * @param surfaces how words are written, by term, where that differs from the term
     * @throws TextFileException if one of them exists or cannot be written, or a word contains a tab or a line break
     */
    public static void write(WordVectors vectors, Map<String, String> surfaces, Path directory) {
        for (String word : vectors.words()) {
            if (word.chars().anyMatch(c -> c == '\t' || c == '\n' || c == '\r')) {
                throw new TextFileException("expected words without tabs and line breaks to write to " + directory
                        + ", found one that has them");
            }
        }
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new TextFileException("expected a directory at " + directory + ", found something else: " + e, e);
        }
        NewTextFile.write(directory.resolve("metadata.tsv"), out -> {
            out.append("word\tterm\n");
            for (String word : vectors.words()) {
                out.append(surfaces.getOrDefault(word, word))
                        .append('\t')
                        .append(word)
                        .append('\n');
            }
        });
        NewTextFile.write(directory.resolve("vectors.tsv"), out -> {
            for (int row = 0; row < vectors.size(); row++) {
                out.append(Word2VecFile.join(vectors.row(row), "\t")).append('\n');
            }
        });
    }
}
