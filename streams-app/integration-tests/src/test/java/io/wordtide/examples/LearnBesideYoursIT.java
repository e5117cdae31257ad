package io.wordtide.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wordtide.integration.ClusterApplication;
import io.wordtide.testing.TinyCorpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnBesideYoursIT {

    private static final Path PAGE = Path.of("..", "..", "docs", "java-api.md");
    private static final Path SOURCE =
            Path.of("src", "test", "java", "io", "wordtide", "examples", "LearnBesideYours.java");
    private static final String BEGIN = "    // docs/java-api.md begins here\n";
    private static final String END = "    // docs/java-api.md ends here";

    @TempDir
    private Path stateDirectory;

    @Test
    void shouldLearnWhileTheApplicationDoesItsOwnWork() {
        // Given: an application that reads the dead letters
        Map<String, String> settings = new HashMap<>(TinyCorpus.SETTINGS);
        settings.put("state.dir", stateDirectory.toString());
        ClusterApplication application = new ClusterApplication("beside-yours", settings);
        Queue<String> deadLetters = new ConcurrentLinkedQueue<>();
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(application.topics().deadLetters().name(), Consumed.with(Serdes.String(), Serdes.ByteArray()))
                .foreach((key, letter) -> deadLetters.add(key));

        // When
        try (KafkaStreams streams = LearnBesideYours.learnBeside(builder, application.settings())) {
            streams.start();
            application.sendBytes("broken", new byte[] {1, 2, 3});
            application.send(TinyCorpus.documents(0, 8));

            // Then: two mini-batches of four
            assertThat(application.read(application.topics().documentEmbeddings(), 8))
                    .hasSize(8);
            assertThat(application.read(application.topics().learningReports(), 2))
                    .hasSize(2);
            await("the application's own part to see the dead letter")
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> !deadLetters.isEmpty());
        }
        assertThat(deadLetters).containsExactly("broken");
    }

    @Test
    void shouldBeTheCodeThatThePageQuotes() throws IOException {
        // Given
        String source = Files.readString(SOURCE);
        String region = source.substring(source.indexOf(BEGIN) + BEGIN.length(), source.indexOf(END))
                .stripTrailing()
                .stripIndent();

        // Then
        assertThat(Files.readString(PAGE)).contains("```java\n" + region + "\n```");
    }
}
