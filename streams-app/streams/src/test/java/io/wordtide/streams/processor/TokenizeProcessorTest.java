package io.wordtide.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.wordtide.schema.DeadLetter;
import io.wordtide.schema.DeadLetterReason;
import io.wordtide.schema.Document;
import io.wordtide.schema.Topic;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.error.RegistryUnavailableException;
import io.wordtide.testing.TinyCorpus;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // made before each test
class TokenizeProcessorTest {

    @TempDir
    Path stateDirectory;

    private MockProcessorContext<byte[], TokenizeResult> context;

    @BeforeEach
    void makeContext() {
        context = new MockProcessorContext<>(new Properties(), new TaskId(0, 0), stateDirectory.toFile());
        context.setCurrentSystemTimeMs(0);
    }

    @Test
    void shouldSetDocumentAsideAndContinueWhenAnalyzerFails() {
        // Given a closed analyzer, to which Lucene responds with its own exception
        WordtideConfig config = config("mock://failing");
        TokenizeProcessor processor = new TokenizeProcessor(config, config.schemaRegistry());
        processor.init(context);
        processor.close();

        // When
        processor.process(document(config));
        processor.process(document(config));

        // Then
        assertThat(context.forwarded()).hasSize(2);
        DeadLetter letter =
                context.forwarded().get(0).record().value().refused().get(0);
        assertThat(letter.getReason()).isEqualTo(DeadLetterReason.FAILED);
        assertThat(letter.getCause())
                .contains("found org.apache.lucene.store.AlreadyClosedException at org.apache.lucene")
                .doesNotContain("TokenStream");
        assertThat(letter.getValue()).isPresent();
        assertThat(context.forwarded().get(1).record().value().routed()).hasSize(1);
    }

    @Test
    void shouldEndTheTaskWhenRegistryIsAway() {
        // Given that nothing listens on the registry's port
        WordtideConfig away = config("http://127.0.0.1:1");
        TokenizeProcessor processor = new TokenizeProcessor(away, away.schemaRegistry());
        processor.init(context);

        // When, Then
        assertThatExceptionOfType(RegistryUnavailableException.class)
                .isThrownBy(() -> processor.process(document(config("mock://there"))));
        assertThat(context.forwarded()).isEmpty();
    }

    private static Record<byte[], byte[]> document(WordtideConfig config) {
        Topic<String, Document> topic = config.topics(config.schemaRegistry()).documents();
        byte[] value = topic.value().serializer().serialize(topic.name(), TinyCorpus.document(0));
        return new Record<>(new byte[] {'d'}, value, 0);
    }

    private static WordtideConfig config(String registry) {
        Map<String, String> settings = new HashMap<>(TinyCorpus.SETTINGS);
        settings.put("schema.registry.url", registry);
        settings.put("max.retries", "0");
        return WordtideConfig.of(settings);
    }
}
