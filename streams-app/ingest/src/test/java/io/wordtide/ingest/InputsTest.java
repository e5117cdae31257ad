package io.wordtide.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.ingest.format.InputFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputsTest {

    @TempDir
    private Path directory;

    @Test
    void shouldTakeTheTextFilesOfADirectoryWhenTheyAreInOrder() throws IOException {
        // Given
        for (String name : List.of("b.txt", "a/2.md", "a/10", "c.jsonl", "picture.png")) {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "text");
        }

        // When
        List<Input> inputs = resolve(directory.toString());

        // Then
        assertThat(inputs).extracting(Input::name).containsExactly("a/10", "a/2.md", "b.txt");
        assertThat(inputs).extracting(Input::format).containsOnly(InputFormat.TEXT);
    }

    @Test
    void shouldTakeFilesOfTheGivenFormatWhenADirectoryHoldsThem() throws IOException {
        // Given
        Files.writeString(directory.resolve("c.jsonl"), "{}");
        Files.writeString(directory.resolve("d.txt"), "text");

        // When
        List<Input> inputs = Inputs.resolve(
                List.of(directory.toString()),
                ReadOptions.byName().withFormat(InputFormat.JSON_LINES),
                InputStream.nullInputStream());

        // Then
        assertThat(inputs).extracting(Input::name).containsExactly("c.jsonl");
    }

    @Test
    void shouldRefuseAFileWhenItDoesNotExist() {
        String missing = directory.resolve("missing.jsonl").toString();
        assertThatThrownBy(() -> resolve(missing))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(missing + ": no such file");
    }

    @Test
    void shouldRefuseADirectoryWhenNothingInItCanBeRead() throws IOException {
        Files.writeString(directory.resolve("picture.png"), "x");
        assertThatThrownBy(() -> resolve(directory.toString()))
                .isInstanceOf(InputException.class)
                .hasMessage(directory
                        + ": expected text files in this directory, found none among its 1 files;"
                        + " name files one by one, or use --format");
    }

    @Test
    void shouldAskForTheFormatWhenTheExtensionIsUnknown() throws IOException {
        Path file = Files.writeString(directory.resolve("data.parquet"), "x");
        assertThatThrownBy(() -> resolve(file.toString()))
                .isInstanceOf(InputException.class)
                .hasMessage(file + ": cannot tell the format from the extension .parquet; set it with --format");
    }

    @Test
    void shouldRefuseStandardInputWhenItIsNamedTwice() {
        assertThatThrownBy(() -> resolve("-", "-"))
                .isInstanceOf(InputException.class)
                .hasMessage("expected standard input (-) once, found it twice");
    }

    private static List<Input> resolve(String... arguments) throws IOException {
        return Inputs.resolve(List.of(arguments), ReadOptions.byName(), InputStream.nullInputStream());
    }
}
