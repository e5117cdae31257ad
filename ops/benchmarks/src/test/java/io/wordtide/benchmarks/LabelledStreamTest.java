package io.wordtide.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledStreamTest {

    @Test
    void shouldTakeDocumentsWithOneLabelEvenlyAndLearnTheOthers(@TempDir Path directory) throws IOException {
        // Given: 1, 4, 5 and 6 have one label and a text
        Path file = directory.resolve("all.jsonl");
        Files.write(
                file,
                List.of(
                        "{\"id\":\"7\",\"text\":\" \",\"label\":\"cocoa\"}",
                        "{\"id\":\"1\",\"text\":\"crude\\n  oil\",\"label\":\"crude\"}",
                        "{\"id\":\"2\",\"text\":\"none\",\"label\":null}",
                        "{\"id\":\"3\",\"text\":\"two\",\"label\":\"earn,acq\"}",
                        "{\"id\":\"4\",\"text\":\"gold\",\"label\":\"gold\"}",
                        "{\"id\":\"5\",\"text\":\"ship\",\"label\":\"ship\"}",
                        "{\"id\":\"6\",\"text\":\"cocoa\",\"label\":\"cocoa\"}"));
        Path stream = directory.resolve("stream.jsonl");
        Path sample = directory.resolve("sample.txt");

        // When
        List<String> labels = new LabelledStream("tiny", file.toString(), file.toString()).write(stream, sample, 2);

        // Then: two of the four, the first of each half
        assertThat(labels).containsExactly("crude", "ship");
        assertThat(sample).hasContent("crude oil\nship\n");
        assertThat(Files.readAllLines(stream).stream().map(line -> line.substring(0, 9)))
                .containsExactly("{\"id\":\"7\"", "{\"id\":\"2\"", "{\"id\":\"3\"", "{\"id\":\"4\"", "{\"id\":\"6\"");
    }
}
