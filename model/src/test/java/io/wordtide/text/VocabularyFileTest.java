package io.wordtide.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyFileTest {

    @TempDir
    private Path folder;

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("words.txt"), content);
    }

    @ParameterizedTest
    @ValueSource(strings = {"oil\ncafé\nyen\n", "oil\ncafé\nyen", "oil\r\ncafé\r\nyen\r\n"})
    void shouldReadOneWordALine(String content) throws IOException {
        // When
        Vocabulary vocabulary = Vocabulary.read(file(content));

        // Then
        assertThat(vocabulary.size()).isEqualTo(3);
        assertThat(vocabulary.term(0)).isEqualTo("oil");
        assertThat(vocabulary.term(1)).isEqualTo("café");
        assertThat(vocabulary.term(2)).isEqualTo("yen");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "oil;yen;oil;|line 3|found \"oil\", which is already on line 1",
                "oil;;yen;|line 2|found an empty line",
                "oil;;|line 2|found an empty line",
                "oil;  ;yen;|line 2|found only white space",
                "oil; yen;|line 2|found white space around or inside the word",
                "oil 3;|line 1|found white space around or inside the word",
                "\uFEFFoil;|line 1|found a byte order mark before the word",
            })
    void shouldNameTheLineWhenItIsNoNewWord(String lines, String line, String found) throws IOException {
        // Given
        Path file = file(lines.replace(';', '\n'));

        // Then
        assertThatThrownBy(() -> Vocabulary.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("expected a new word on " + line + " of " + file, found)
                .hasMessageEndingWith("a vocabulary file holds one word a line, each once, and nothing else");
    }

    @Test
    void shouldSayWhatIsWrongWithTheFile() throws IOException {
        Path missing = folder.resolve("missing.txt");
        Path empty = file("");

        assertRefused(missing, "expected a vocabulary file at " + missing + ", found nothing there");
        assertRefused(folder, "expected a vocabulary file at " + folder + ", found a directory");
        assertRefused(empty, "expected words in " + empty + ", found an empty file");
    }

    @Test
    void shouldRefuseAFileThatIsNotUtf8() throws IOException {
        // Given
        Path latin1 = folder.resolve("latin1.txt");
        Files.write(latin1, "oil\ncafé\n".getBytes(StandardCharsets.ISO_8859_1));

        // Then
        assertRefused(latin1, "expected UTF-8 in " + latin1 + ", found other bytes in line ");
    }

    private static void assertRefused(Path file, String message) {
        assertThatThrownBy(() -> Vocabulary.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
