package io.wordtide.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.wordtide.cli.dev.Feed;
import io.wordtide.cli.embedded.EmbeddedCluster;
import io.wordtide.integration.SharedCluster;
import io.wordtide.schema.Document;
import io.wordtide.schema.Topics;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.topics.TopicCreator;
import io.wordtide.streams.topics.TopicReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** What a second run sends of a file that has changed since the first; documents have no ids of their own. */
class ReplacedInputIT {

    @TempDir
    private Path folder;

    private WordtideConfig config;
    private SchemaRegistryClient registry;
    private Topics topics;

    @BeforeEach
    void makeTopics(TestInfo test) {
        EmbeddedCluster cluster = SharedCluster.get();
        config = WordtideConfig.of(Map.of(
                "bootstrap.servers",
                cluster.bootstrapServers(),
                "schema.registry.url",
                cluster.schemaRegistryUrl(),
                "wordtide.topics.prefix",
                test.getTestMethod().orElseThrow().getName() + "."));
        registry = config.schemaRegistry();
        topics = config.topics(registry);
        try (Admin admin = Admin.create(config.adminProperties())) {
            new TopicCreator(admin).create(topics, 1, 1);
        }
    }

    @AfterEach
    void closeRegistry() throws IOException {
        registry.close();
    }

    @Test
    void shouldSendOnlyWhatIsNewWhenAFileHasGrown() throws IOException {
        // Given
        Path file = write("news.jsonl", lines("monday", 400));
        assertThat(run(file)).isEqualTo(new Run(0, 0, 400));

        // When
        Files.writeString(file, "not JSON\n" + lines("tuesday", 2), StandardOpenOption.APPEND);

        // Then
        assertThat(run(file)).isEqualTo(new Run(400, 0, 3));
        assertThat(run(file)).isEqualTo(new Run(403, 0, 0));
    }

    @Test
    void shouldSendAllButTheNoticeWhenAFileIsReplacedByOneThatBeginsAlike() throws IOException {
        // Given
        Path file = write("news.jsonl", "{\"text\": \"a notice\"}\n" + lines("monday", 399));
        run(file);

        // When: as many records of Tuesday
        write("news.jsonl", "{\"text\": \"a notice\"}\n" + lines("tuesday", 399));

        // Then
        assertThat(run(file)).isEqualTo(new Run(1, 399, 399));
        assertThat(run(file)).isEqualTo(new Run(400, 0, 0));
        List<Document> documents = documents();
        assertThat(documents).extracting(Document::getId).doesNotHaveDuplicates();
        assertThat(documents.get(400).getId()).isEqualTo("news.jsonl:2 (2)");
        assertThat(documents.get(400).getText()).isEqualTo("tuesday 0");
    }

    @Test
    void shouldSendNothingWhenAFileWasCutAndThenWhatWasAddedAfterTheCut() throws IOException {
        // Given
        Path file = write("news.jsonl", lines("monday", 40));
        run(file);

        // When
        write("news.jsonl", lines("monday", 10));
        Run cut = run(file);
        Files.writeString(file, lines("tuesday", 5), StandardOpenOption.APPEND);

        // Then
        assertThat(cut).isEqualTo(new Run(10, 0, 0));
        assertThat(run(file)).isEqualTo(new Run(10, 5, 5));
    }

    @Test
    void shouldSendAllOfTheNewFileWhenTheOldOneWasRotatedAway() throws IOException {
        // Given
        Path file = write("news.jsonl", lines("monday", 20));
        run(file);

        // When
        Files.move(file, folder.resolve("news.jsonl.1"));
        write("news.jsonl", lines("tuesday", 30));

        // Then: 20 places had a record of Monday
        assertThat(run(file)).isEqualTo(new Run(0, 20, 30));
        assertThat(documents()).extracting(Document::getId).doesNotHaveDuplicates();
    }

    @Test
    void shouldDoTheSameWithGzippedFiles() throws IOException {
        // Given
        Path file = folder.resolve("news.jsonl.gz");
        pack(file, lines("monday", 20));
        run(file);

        // When: another member is added, and later the file is replaced
        pack(file, lines("tuesday", 5), StandardOpenOption.APPEND);
        Run grown = run(file);
        pack(file, lines("monday", 1) + lines("wednesday", 9));

        // Then
        assertThat(grown).isEqualTo(new Run(20, 0, 5));
        assertThat(run(file)).isEqualTo(new Run(1, 9, 9));
    }

    @Test
    void shouldPassOverOnlyTheSameTextWhenAFileIsOneDocument() throws IOException {
        // Given
        Path file = write("talk.txt", "Four score");
        run(file);

        // When
        Run same = run(file);
        write("talk.txt", "and seven");

        // Then
        assertThat(same).isEqualTo(new Run(1, 0, 0));
        assertThat(run(file)).isEqualTo(new Run(0, 1, 1));
        assertThat(documents()).extracting(Document::getId).containsExactly("talk.txt", "talk.txt (2)");
    }

    /** What a run did with a file, in records. */
    private record Run(long passedOver, long replacing, long sent) {}

    /** As {@code dev} feeds a file. */
    private Run run(Path file) throws IOException {
        ReadOptions options = ReadOptions.byName();
        Feed feed = Feed.of(
                Inputs.resolve(List.of(file.toString()), options, InputStream.nullInputStream())
                        .get(0),
                options);
        ArrivedRecords arrived = ArrivedRecords.read(config.consumerProperties(), topics, List.of(feed.name()));
        InputMarks.ByNumber marks = InputMarks.byNumber(feed.name(), arrived.of(feed.name()));
        try (Ingester ingester = new Ingester(config.producerProperties(), topics);
                DocumentSource source = feed.opener().open(0)) {
            ingester.ingest(source, marks, counts -> {});
            return new Run(
                    marks.passedOverCount(),
                    marks.replacingCount(),
                    ingester.counts().total());
        }
    }

    private List<Document> documents() {
        List<Document> documents = new ArrayList<>();
        try (TopicReader reader = new TopicReader(
                config.consumerProperties(), List.of(topics.documents().name()))) {
            reader.readToEnd(record -> documents.add(
                    topics.documents().value().deserializer().deserialize(record.topic(), record.value())));
        }
        return documents;
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static void pack(Path file, String content, StandardOpenOption... options) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file, options))) {
            out.write(content.getBytes(UTF_8));
        }
    }

    private static String lines(String day, int count) {
        return IntStream.range(0, count)
                .mapToObj("{\"text\": \"%s %%d\"}\n".formatted(day)::formatted)
                .collect(joining());
    }
}
