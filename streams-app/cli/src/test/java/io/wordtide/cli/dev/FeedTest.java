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
    void shouldKnowAFileByItsPathHoweverItIsWritten() throws IOException {
        assertThat(feed(file).name()).isEqualTo(file.toAbsolutePath().toString());
        assertThat(feed(folder.resolve(".").resolve("news.jsonl")).name())
                .isEqualTo(feed(file).name());
        assertThat(feed(file).isPipe()).isFalse();
    }

    @Test
    void shouldTakeStandardInputForAPipeThatIsNewEachTime() throws IOException {
        Feed feed = Feed.of(
                Inputs.resolve(List.of("-"), ReadOptions.byName(), InputStream.nullInputStream())
                        .get(0),
                ReadOptions.byName());

        assertThat(feed.name()).isEqualTo("stdin");
        assertThat(feed.isPipe()).isTrue();
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

    private static Feed feed(Path path) throws IOException {
        ReadOptions options = ReadOptions.byName();
        Input input = Inputs.resolve(List.of(path.toString()), options, InputStream.nullInputStream())
                .get(0);
        return Feed.of(input, options);
    }
}
