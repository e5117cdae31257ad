package io.wordtide.vectors;

import io.wordtide.text.NewTextFile;
import io.wordtide.text.TextFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Word vectors for the TensorFlow embedding projector, <a
 * href="https://projector.tensorflow.org">projector.tensorflow.org</a>, button <em>Load</em>: {@code vectors.tsv} with
 * the K numbers of a word on each line, tabs between them, and {@code metadata.tsv} with the words in the same order,
 * without a header, as the projector wants it for a single column.
 */
public final class EmbeddingProjectorFiles {

    private EmbeddingProjectorFiles() {}

    /**
     * Writes the two files, which must not exist, to a directory, which is created if necessary.
     *
     * @throws TextFileException if one of them exists or cannot be written, or a word contains a tab or a line break
     */
    public static void write(WordVectors vectors, Path directory) {
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
            for (String word : vectors.words()) {
                out.append(word).append('\n');
            }
        });
        NewTextFile.write(directory.resolve("vectors.tsv"), out -> {
            for (int row = 0; row < vectors.size(); row++) {
                out.append(Word2VecFile.join(vectors.row(row), "\t")).append('\n');
            }
        });
    }
}
