package io.wordtide.cli.dev;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.ingest.DocumentSource;
import io.wordtide.ingest.Input;
import io.wordtide.ingest.Inputs;
import io.wordtide.ingest.ReadOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("news.jsonl"), "{\"id\": \"a\", \"text\": \"oil\"}\n");
    }

    @Test
    void shouldKnowAFileByItsPathAndItsFirstRecord() throws IOException {
        // Given
        String name = feed(file).name();

        // When: it grows
        Files.writeString(file, "{\"id\": \"b\", \"text\": \"wheat\"}\n", StandardOpenOption.APPEND);

        // Then
        assertThat(name).startsWith(file.toAbsolutePath() + " beginning ");
        assertThat(feed(file).name()).isEqualTo(name);
        assertThat(feed(folder.resolve(".").resolve("news.jsonl")).name()).isEqualTo(name);
    }

    @Test
    void shouldTakeAFileForAnotherWhenItBeginsWithAnotherRecord() throws IOException {
        // Given
        String name = feed(file).name();

        // Then: another document, a line that is not a document, another such line, nothing
        String replaced = nameOf("{\"id\": \"c\", \"text\": \"oil\"}\n");
        String rejected = nameOf("no document\n");
        String otherRejected = nameOf("nor this\n");
        assertThat(List.of(name, replaced, rejected, otherRejected, nameOf(""))).doesNotHaveDuplicates();
    }

    @Test
    void shouldOpenAtTheFirstRecordEachTime() throws IOException {
        Feed feed = feed(file);
        for (long arrived : new long[] {0, 1}) {
            try (DocumentSource source = feed.opener().open(arrived)) {
                assertThat(requireNonNull(source.next()).key()).isEqualTo("a");
                assertThat(source.next()).isNull();
            }
        }
    }

    @Test
    void shouldGiveTheSampleStreamTheSameNameOnEveryRun() throws IOException {
        assertThat(Feed.sample().name()).isEqualTo("sample");
        assertThat(Feed.sampleStoryBreaksAt()).isPositive();
        try (DocumentSource source = Feed.sample().opener().open(1);
                DocumentSource again = Feed.sample().opener().open(1)) {
            assertThat(requireNonNull(source.next()).key())
                    .isEqualTo(requireNonNull(again.next()).key());
        }
    }

    private String nameOf(String content) throws IOException {
        Files.writeString(file, content);
        return feed(file).name();
    }

    private static Feed feed(Path path) throws IOException {
        ReadOptions options = ReadOptions.byName();
        Input input = Inputs.resolve(List.of(path.toString()), options, InputStream.nullInputStream())
                .get(0);
        return Feed.of(input, options);
    }
}
