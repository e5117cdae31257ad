package io.wordtide.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.integration.ClusterApplication;
import io.wordtide.integration.SharedCluster;
import io.wordtide.schema.Document;
import io.wordtide.server.LearnerApp;
import io.wordtide.testing.TinyCorpus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/producers.md} quotes {@link WriteAndReadInJava}, which works. */
class WriteAndReadInJavaIT {

    private static final Path PAGE = Path.of("..", "..", "docs", "producers.md");
    private static final Path SOURCE =
            Path.of("src", "test", "java", "io", "wordtide", "examples", "WriteAndReadInJava.java");
    private static final String BEGIN = "    // docs/producers.md begins here\n";
    private static final String END = "    // docs/producers.md ends here";

    @TempDir
    private Path stateDirectory;

    @Test
    void shouldEmbedWhatItWritesAndReadTheEmbeddings() throws Exception {
        // Given
        String broker = SharedCluster.get().bootstrapServers();
        String registry = SharedCluster.get().schemaRegistryUrl();
        ClusterApplication application = new ClusterApplication("java-clients", TinyCorpus.SETTINGS);
        Map<String, String> textsById =
                TinyCorpus.documents(0, 8).stream().collect(Collectors.toMap(Document::getId, Document::getText));
        try (LearnerApp app = application.start(stateDirectory)) {
            // When
            WriteAndReadInJava.write(broker, registry, "java-clients.documents", textsById);

            // Then: two mini-batches of four
            assertThat(WriteAndReadInJava.read(broker, registry, "java-clients.embeddings.documents", 8))
                    .containsExactlyInAnyOrderElementsOf(textsById.keySet());
            assertThat(app.failure()).isEmpty();
        }
    }

    @Test
    void shouldBeTheCodeThatThePageQuotes() throws Exception {
        // Given
        String source = Files.readString(SOURCE);
        String region = source.substring(source.indexOf(BEGIN) + BEGIN.length(), source.indexOf(END))
                .stripTrailing()
                .stripIndent();

        // Then
        assertThat(Files.readString(PAGE)).contains("```java\n" + region + "\n```");
    }
}
