package io.wordtide.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.text.TextFileException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
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

    /** Each time oil (0.5, -1), wheat (0.25, 2). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2 2\noil 0.5 -1\nwheat 0.25 2\n",
                // GloVe: no first line
                "oil 0.5 -1\nwheat 0.25 2\n",
                // the first vector of a word counts, as in gensim
                "3 2\noil 0.5 -1\nwheat 0.25 2\noil 7 7\n",
                "oil 0.5 -1\noil 7 7\nwheat 0.25 2\n\n",
            })
    void shouldReadWhatOtherToolsLoad(String content) throws IOException {
        // When
        WordVectors read = Word2VecFile.read(file(content));

        // Then
        assertThat(read.words()).containsExactly("oil", "wheat");
        assertThat(read.vector("oil")).containsExactly(0.5f, -1);
        assertThat(read.vector("wheat")).containsExactly(0.25f, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4 2\n", ""})
    void shouldTakeTheLastFieldsForNumbersWhenWordsHaveBlanksOrDigits(String header) throws IOException {
        // When: as in GloVe's vectors of Common Crawl
        WordVectors read = Word2VecFile.read(file(header + "oil 1 2\n. . . 3 4\nwindows 95 5 6\n1987 7 8\n"));

        // Then
        assertThat(read.words()).containsExactly("oil", ". . .", "windows 95", "1987");
        assertThat(read.vector(". . .")).containsExactly(3, 4);
        assertThat(read.vector("windows 95")).containsExactly(5, 6);
    }

    @ParameterizedTest
    @CsvSource({"vectors.bin, true", "vectors.bin, false", "vectors.bin.gz, true"})
    void shouldReadTheBinaryFormat(String name, boolean endOfLine) throws IOException {
        // Given: word2vec ends each vector with a line's end, gensim does not
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("3 2\n".getBytes(StandardCharsets.UTF_8));
        for (String word : List.of("oil", "café", "oil")) {
            bytes.writeBytes((word + " ").getBytes(StandardCharsets.UTF_8));
            float first = bytes.size();
            bytes.writeBytes(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putFloat(first)
                    .putFloat(-0.1f)
                    .array());
            bytes.writeBytes((endOfLine ? "\n" : "").getBytes(StandardCharsets.UTF_8));
        }

        // When
        WordVectors read = Word2VecFile.read(file(name, bytes.toByteArray()));

        // Then: 3 2 and a line's end, oil and a blank: 8 bytes before the first number; 8, 5 (or 6) and 1 more before
        // café's
        assertThat(read.words()).containsExactly("oil", "café");
        assertThat(read.vector("oil")).containsExactly(8, -0.1f);
        assertThat(read.vector("café")).containsExactly(endOfLine ? 23 : 22, -0.1f);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 1;oil ~~~~gas  | all words that its first line promises |the end after 1",
                "1 1;oil ~~\u0080\u007F | finite numbers for word 1 |Infinity",
                "2 1;oil ~~~~g\u00E9 ~~~~ | a word in UTF-8 after 1 others |other bytes",
                "1 1;new york ~~~~ | the end after 1 words |more bytes; a word must not contain a blank",
                "1 0;oil ~~ | the numbers of words and of dimensions in its first line | something else",
            })
    void shouldSayWhatIsWrongWithABinaryFile(String content, String expected, String found) throws IOException {
        // Given
        Path file = file(
                "vectors.bin", content.replace(';', '\n').replace('~', '\0').getBytes(StandardCharsets.ISO_8859_1));

        // Then
        assertThatThrownBy(() -> Word2VecFile.read(file))
                .isInstanceOf(TextFileException.class)
                .hasMessage(
                        "expected " + expected + " in " + file + ", found " + found
                                + "; the binary format of word2vec is a line \"V K\", then V times a word, a blank and K floats");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\u0080\u0004\u0095 | save_word2vec_format",
                "PK# | save_word2vec_format",
                "\u0093NUMPY | save_word2vec_format",
                "\u00BA\u0016O/ | ends in .vec",
            })
    void shouldNameOtherFormats(String start, String whatToDo) throws IOException {
        // Given
        Path file = file(
                "vectors.model", (start.replace("#", "\u0003\u0004") + "\0 1 2").getBytes(StandardCharsets.ISO_8859_1));

        // Then
        assertThatThrownBy(() -> Word2VecFile.read(file))
                .isInstanceOf(TextFileException.class)
                .hasMessageStartingWith("expected word vectors in a format of word2vec or GloVe at " + file)
                .hasMessageContaining(whatToDo);
    }

    @Test
    void shouldSayBeforehandThatOneVectorNeedsMoreMemoryThanThereIs() throws IOException {
        // Given: no words of 999,999,999 dimensions
        Path file = file("vectors.bin", "0 999999999\n\0".getBytes(StandardCharsets.ISO_8859_1));

        // Then
        assertThatThrownBy(() -> Word2VecFile.read(file, 3_000_000_000L))
                .isInstanceOf(TextFileException.class)
                .hasMessageContaining("1 words of 999,999,999 dimensions");
    }

    @Test
    void shouldSayBeforehandThatVectorsNeedMoreMemoryThanThereIs() throws IOException {
        // Given: the first line promises 3,000,000 words of 300 dimensions, 3e6 x (4 x 300 + 240) bytes = 4,320 MB
        Path file = file("3000000 300\noil 1\n");

        // Then
        assertThatThrownBy(() -> Word2VecFile.read(file, 3_000_000_000L))
                .isInstanceOf(TextFileException.class)
                .hasMessageContainingAll("3,000,000 words of 300 dimensions", "4,320 MB of 3,000 MB", "-Xmx6g");
    }

    @Test
    void shouldEstimateTheMemoryOfAFileThatDoesNotSayHowManyWordsItHas() throws IOException {
        // Given: 8,000 lines of 9 characters; each word takes 4 + 240 bytes, all of them 1.952 MB
        Path file = file(
                IntStream.range(1_000, 9_000).mapToObj(i -> "a" + i + " 12\n").collect(Collectors.joining()));

        // Then: 80 % of 2.4 MB are too little, of 2.5 MB enough
        assertThat(Word2VecFile.read(file, 2_500_000).size()).isEqualTo(8_000);
        assertThatThrownBy(() -> Word2VecFile.read(file, 2_400_000))
                .isInstanceOf(TextFileException.class)
                .hasMessageContainingAll("8,000 words of 1 dimensions", "2 MB");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            ''                        | line 1: expected the numbers of words and of dimensions, found an empty file
            oil wheat                 | line 1: expected the numbers of words and of dimensions, or a word and its numbers, found something else
            oil                       | line 1: expected the numbers of words and of dimensions, or a word and its numbers, found something else
            2 0                       | line 1: expected the numbers of words and of dimensions, found 2 and 0
            1 2;oil 0.5               | line 2: expected a word and 2 numbers, found 2 fields
            1 2;oil 0.5 1 2           | line 2: expected a word and 2 numbers, found more numbers
            oil 0.5 1;gas 2           | line 2: expected a word and 2 numbers, found 2 fields
            oil 0.5 1;gas x 2         | line 2: expected a finite number in field 2, found "x"
            2 1;oil 1;;gas 2          | line 3: expected a word and 1 numbers, found an empty line
            2 1;oil 1;gas x1          | line 3: expected a finite number in field 2, found "x1"
            1 2;oil 1 NaN             | line 2: expected a finite number in field 3, found "NaN"
            1 1;oil 1e99              | line 2: expected a finite number in field 2, found "1e99"
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
                        + "; the text format of word2vec is a line \"V K\", then V lines of a word and K numbers; that of"
                        + " GloVe has no first line");
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

    private Path file(String name, byte[] content) throws IOException {
        Path file = directory.resolve(name);
        try (OutputStream out = Files.newOutputStream(file);
                OutputStream packed = name.endsWith(".gz") ? new GZIPOutputStream(out) : out) {
            packed.write(content);
        }
        return file;
    }
}
