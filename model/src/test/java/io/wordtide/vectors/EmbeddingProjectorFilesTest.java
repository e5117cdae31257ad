package io.wordtide.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.text.TextFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingProjectorFilesTest {

    private static final WordVectors VECTORS =
            new WordVectors(List.of("oil", "new york"), List.of(new float[] {0.5f, -2}, new float[] {1, 1e-4f}));

    @TempDir
    private Path directory;

    @Test
    void shouldWriteVectorsAndWordsInTheSameOrder() {
        // Given
        Path projector = directory.resolve("made").resolve("here");

        // When
        EmbeddingProjectorFiles.write(VECTORS, Map.of("oil", "Oil"), projector);

        // Then
        assertThat(projector.resolve("vectors.tsv")).hasContent("0.5\t-2.0\n1.0\t1.0E-4\n");
        assertThat(projector.resolve("metadata.tsv")).hasContent("word\tterm\nOil\toil\nnew york\tnew york\n");
    }

    @Test
    void shouldLeaveFilesAloneWhenTheyExist() {
        // Given
        EmbeddingProjectorFiles.write(VECTORS, Map.of("oil", "Oil"), directory);

        // Then
        assertThatThrownBy(() -> EmbeddingProjectorFiles.write(VECTORS, Map.of("oil", "Oil"), directory))
                .isInstanceOf(TextFileException.class)
                .hasMessageContainingAll("expected a file that does not exist", "metadata.tsv");
    }

    @Test
    void shouldRefuseAWordThatWouldBreakALine() {
        WordVectors broken = new WordVectors(List.of("a\nb"), List.of(new float[1]));
        assertThatThrownBy(() -> EmbeddingProjectorFiles.write(broken, Map.of(), directory))
                .isInstanceOf(TextFileException.class)
                .hasMessageContaining("without tabs and line breaks");
        assertThat(directory).isEmptyDirectory();
    }
}
