package io.wordtide.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link NewTextFile} writes is what {@link TextLines} reads, compressed or not. */
class TextFilesTest {

    private static final List<String> LINES = List.of("oil", "", "prix du blé");

    @TempDir
    private Path folder;

    private Path written(String name) {
        Path file = folder.resolve(name);
        NewTextFile.write(file, out -> out.write(String.join("\n", LINES) + "\n"));
        return file;
    }

    private static List<String> numbered(Path file) {
        List<String> lines = new ArrayList<>();
        TextLines.forEach(file, (number, line) -> lines.add(number + " " + line));
        return lines;
    }

    @ParameterizedTest
    @ValueSource(strings = {"words.txt", "words.txt.gz"})
    void shouldReadTheLinesThatWereWrittenWithTheirNumbers(String name) {
        // Given
        Path file = written(name);

        // Then
        assertThat(numbered(file)).containsExactly("1 oil", "2 ", "3 prix du blé");
        assertThat(TextLines.head(file, 1)).containsExactly("oil");
        assertThat(TextLines.head(file, 2)).containsExactly("oil", "");
        assertThat(TextLines.head(file, 10)).isEqualTo(LINES);
    }

    @Test
    void shouldPackAFileWhoseNameEndsInGzOnly() throws IOException {
        byte[] plain = Files.readAllBytes(written("words.txt"));
        byte[] packed = Files.readAllBytes(written("words.txt.gz"));
        assertThat(new String(plain, StandardCharsets.UTF_8)).startsWith("oil");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes())
                .isEqualTo(plain);
    }

    @Test
    void shouldRefuseALineThatIsTooLong() {
        // Given: a line of 16 Mi characters, which a few thousand bytes hold, and one of a character more
        Path file = folder.resolve("long.gz");
        String longest = "a".repeat(16 << 20);
        NewTextFile.write(file, out -> out.write(longest + "\nshort\n" + longest + "a\n"));

        // When, Then
        assertThat(TextLines.head(file, 2)).containsExactly(longest, "short");
        assertThatThrownBy(() -> TextLines.forEach(file, (number, line) -> {}))
                .isInstanceOf(TextFileException.class)
                .hasMessage("expected lines of at most 16777216 characters in " + file
                        + ", found a longer one after line 2; see whether it is a text file");
    }

    @Test
    void shouldNameTheLineThatIsNotUtf8() throws IOException {
        // Given: of 2,000 lines, one; a reader has decoded far more than it returned when it finds that
        Path file = folder.resolve("latin1.txt");
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= 2_000; i++) {
            lines.append(i == 1_500 ? "caf\u00e9\n" : "coffee\n");
        }
        Files.writeString(file, lines, StandardCharsets.ISO_8859_1);

        // When, Then
        assertThatThrownBy(() -> TextLines.forEach(file, (number, line) -> {}))
                .isInstanceOf(TextFileException.class)
                .hasMessage("expected UTF-8 in " + file + ", found other bytes in line 1500; convert it, or give it a"
                        + " name that ends in .gz if it is gzip");
    }

    @Test
    void shouldNotWriteOverAFile() throws IOException {
        // Given
        Path file = written("words.txt");

        // Then
        assertThatThrownBy(() -> NewTextFile.write(file, out -> out.write("other")))
                .isInstanceOf(TextFileException.class)
                .hasMessageContaining("expected a file that does not exist, found " + file);
        assertThat(Files.readString(file)).startsWith("oil");
    }

    @Test
    void shouldLeaveNoHalfFileWhenWritingFails() {
        // Given
        Path file = folder.resolve("words.txt");

        // Then
        assertThatThrownBy(() -> NewTextFile.write(file, out -> {
                    out.write("half");
                    throw new IOException("no space left");
                }))
                .isInstanceOf(TextFileException.class)
                .hasMessageContaining("no space left");
        assertThat(file).doesNotExist();
    }

    @Test
    void shouldSayWhereAFolderOrFileIsMissing() {
        Path file = folder.resolve("none").resolve("words.txt");
        assertThatThrownBy(() -> NewTextFile.write(file, out -> out.write("oil")))
                .isInstanceOf(TextFileException.class)
                .hasMessageContaining("expected a directory to write " + file + " in, found none");
        assertThatThrownBy(() -> TextLines.head(file, 1))
                .isInstanceOf(TextFileException.class)
                .hasMessage("expected a file at " + file + ", found nothing there");
        assertThatThrownBy(() -> TextLines.head(folder, 1))
                .isInstanceOf(TextFileException.class)
                .hasMessage("expected a file at " + folder + ", found a directory");
    }

    /** 0xE9 is e with an accent in Latin-1 and invalid UTF-8; the packed file ends in the middle. */
    @Test
    void shouldRefuseFilesThatAreDamagedOrNotUtf8() throws IOException {
        // Given
        Path latin1 = folder.resolve("latin1.txt");
        Files.write(latin1, new byte[] {'b', 'l', (byte) 0xE9, '\n'});
        byte[] packed = Files.readAllBytes(written("words.txt.gz"));
        Path damaged = folder.resolve("damaged.gz");
        Files.write(damaged, Arrays.copyOf(packed, packed.length / 2));

        // Then
        assertThatThrownBy(() -> numbered(latin1)).hasMessageContaining("expected UTF-8 in " + latin1);
        assertThatThrownBy(() -> numbered(damaged)).hasMessageContaining("expected a complete gzip file at " + damaged);
    }
}
