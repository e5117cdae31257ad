package io.wordtide.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.text.TextFileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Word2VecFileTest {

    private static final WordVectors VECTORS = new WordVectors(
            List.of("oil", "caf\u00e9", "\u77f3\u6cb9", "a\u00a0b"),
            List.of(
                    new float[] {0.1f, -1},
                    new float[] {Float.MIN_VALUE, Float.MAX_VALUE},
                    new float[] {1f / 3, 0},
                    new float[] {-0f, 1e-4f}));

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"words.txt", "words.txt.gz"})
    void shouldReadTheSameBitsWhenItHasWrittenThem(String name) {
        // Given
        Path file = directory.resolve(name);

        // When
        Word2VecFile.write(VECTORS, file);
        WordVectors read = Word2VecFile.read(file);

        // Then
        assertThat(read.words()).isEqualTo(VECTORS.words());
        assertThat(read.words())
                .allSatisfy(word -> assertThat(read.vector(word)).isEqualTo(VECTORS.vector(word)));
    }

    @Test
    void shouldWriteWhatOtherToolsReadWhenThereAreWords() throws IOException {
        // Given
        Path file = directory.resolve("words.txt");

        // When
        Word2VecFile.write(new WordVectors(List.of("oil"), List.of(new float[] {0.5f, -2})), file);

        // Then
        assertThat(file).hasContent("1 2\noil 0.5 -2.0\n");
    }

    @Test
    void shouldPackWhenTheNameEndsInGz() throws IOException {
        // Given
        Path file = directory.resolve("words.txt.gz");

        // When
        Word2VecFile.write(new WordVectors(List.of("oil"), List.of(new float[] {0.5f})), file);

        // Then
        byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file))).readAllBytes();
        assertThat(new String(unpacked, StandardCharsets.UTF_8)).isEqualTo("1 1\noil 0.5\n");
    }

    @Test
    void shouldReadWhatTheOriginalToolWritesWhenLinesEndInABlank() throws IOException {
        // When
        WordVectors read = Word2VecFile.read(file("2 2\n</s> 0.004003 1 \nthe\t-1e-3 2\n\n"));

        // Then
        assertThat(read.words()).containsExactly("</s>", "the");
        assertThat(read.vector("the")).containsExactly(-0.001f, 2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            ''                        | line 1: expected the numbers of words and of dimensions, found an empty file
            oil 0.5 1                 | line 1: expected the numbers of words and of dimensions, found 3 fields
            oil 0.5                   | line 1: expected the numbers of words and of dimensions, found something else
            2 0                       | line 1: expected the numbers of words and of dimensions, found 2 and 0
            1 2;oil 0.5               | line 2: expected a word and 2 numbers, found 2 fields
            1 2;oil 0.5 1 2           | line 2: expected a word and 2 numbers, found 4 fields
            2 1;oil 1;;gas 2          | line 3: expected a word and 1 numbers, found an empty line
            2 1;oil 1;gas x1          | line 3: expected a finite number in field 2, found "x1"
            1 2;oil 1 NaN             | line 2: expected a finite number in field 3, found "NaN"
            1 1;oil 1e99              | line 2: expected a finite number in field 2, found "1e99"
            3 1;oil 1;gas 2;oil 3     | line 4: expected a new word, found the word of line 2 again
            1 1;oil 1;gas 2           | line 3: expected the end, after 1 words, found more
            3 1;oil 1;gas 2           | line 3: expected 3 words, found the end after 2
            """)
    void shouldNameTheLineWhenAFileIsMalformed(String content, String problem) throws IOException {
        // Given
        Path file = file(content.replace(';', '\n'));

        // Then
        assertThatThrownBy(() -> Word2VecFile.read(file))
                .isInstanceOf(TextFileException.class)
                .hasMessage(file + ", " + problem
                        + "; the text format of word2vec is a line \"V K\", then V lines of a word and K numbers");
    }

    @Test
    void shouldSayWhereWhenBytesAreNotUtf8() throws IOException {
        // Given
        Path file =
                Files.write(directory.resolve("latin.txt"), "1 1\ncaf\u00e9 1\n".getBytes(StandardCharsets.ISO_8859_1));

        // Then
        assertThatThrownBy(() -> Word2VecFile.read(file))
                .isInstanceOf(TextFileException.class)
                .hasMessageStartingWith("expected UTF-8 in " + file + ", found other bytes in line ");
    }

    @Test
    void shouldSayWhatIsThereWhenThereIsNoFile() {
        assertThatThrownBy(() -> Word2VecFile.read(directory.resolve("none.txt")))
                .isInstanceOf(TextFileException.class)
                .hasMessageContaining("none.txt, found nothing there");
        assertThatThrownBy(() -> Word2VecFile.read(directory))
                .isInstanceOf(TextFileException.class)
                .hasMessageContaining("found a directory");
    }

    @Test
    void shouldSayThatGzipIsDamagedWhenItIsCut() throws IOException {
        // Given
        Path whole = directory.resolve("whole.gz");
        Word2VecFile.write(VECTORS, whole);
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(directory.resolve("cut.gz"), Arrays.copyOf(bytes, bytes.length - 12));

        // Then
        assertThatThrownBy(() -> Word2VecFile.read(cut))
                .isInstanceOf(TextFileException.class)
                .hasMessageContaining("expected a complete gzip file at " + cut);
    }

    @Test
    void shouldLeaveAFileAloneWhenItExists() throws IOException {
        // Given
        Path file = file("mine");

        // Then
        assertThatThrownBy(() -> Word2VecFile.write(VECTORS, file))
                .isInstanceOf(TextFileException.class)
                .hasMessage("expected a file that does not exist, found " + file + "; give another name, or remove it");
        assertThat(file).hasContent("mine");
    }

    @Test
    void shouldWriteNothingWhenAWordHasABlank() {
        // Given
        Path file = directory.resolve("words.txt");
        WordVectors spaced = new WordVectors(List.of("new york"), List.of(new float[1]));

        // Then
        assertThatThrownBy(() -> Word2VecFile.write(spaced, file))
                .isInstanceOf(TextFileException.class)
                .hasMessageContainingAll("without white space", "\"new york\"", "tsv");
        assertThat(file).doesNotExist();
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("given.txt"), content);
    }
}
