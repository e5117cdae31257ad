package io.wordtide.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.wordtide.learn.LearnerConfig;
import io.wordtide.schema.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordtideConfigTest {

    /** 50 ms a step, 25 MB a snapshot: about the stream preset. */
    private static final StepTiming FAST = new StepTiming(Duration.ofMillis(50), 25_000_000);

    @TempDir
    Path folder;

    @Test
    void shouldLearnByStreamPresetWhenNothingIsSet() {
        // When
        WordtideConfig config = WordtideConfig.of(Map.of());

        // Then
        assertThat(config.learner()).isEqualTo(LearnerConfig.stream());
        assertThat(config.snapshotInterval()).isEqualTo(200);
        assertThat(config.applicationId()).isEqualTo("wordtide");
    }

    @Test
    void shouldOverlayPresetWithSingleKeys() {
        // When
        WordtideConfig config = WordtideConfig.of(Map.of(
                "wordtide.model.preset", "paper",
                "wordtide.model.latent.size", "20",
                "wordtide.model.refiner", "newton"));

        // Then
        assertThat(config.learner().latentSize()).isEqualTo(20);
        assertThat(config.learner().refiner()).isEqualTo(LearnerConfig.RefinerKind.NEWTON);
        assertThat(config.learner().batchSize()).isEqualTo(LearnerConfig.paper().batchSize());
        assertThat(config.snapshotInterval()).isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource({
        "wordtide.model.latentsize, wordtide.model.latent.size",
        "bootstrap.server, bootstrap.servers",
        "producer.linger.m, producer.linger.ms",
        "topic.segment.byte, topic.segment.bytes",
        "schema.registry.ur, schema.registry.url",
    })
    void shouldNameNearestKeyWhenKeyIsUnknown(String unknown, String nearest) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> WordtideConfig.of(Map.of(unknown, "1")))
                .withMessageContaining(unknown)
                .withMessageContaining("Did you mean " + nearest + "?");

        // Then
        assertThat(config.vocabulary().size()).isEqualTo(2);
        assertThat(config.vocabulary().row("wheat")).isEqualTo(1);
    }

    @Test
    void shouldNameBothLinesWhenVocabularyFileRepeatsTerm() throws IOException {
        // Given
        Path file = Files.write(folder.resolve("words.txt"), List.of("oil", "wheat", "oil"));

        // When, Then
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> WordtideConfig.of(Map.of("wordtide.vocabulary.file", file.toString())))
                .withMessageContaining("line 3 already on line 1: oil");
    }

    @Test
    void shouldSayWhatIsWrongWithVocabularyFile() throws IOException {
        assertVocabularyRefused(folder, "found a directory");
        assertVocabularyRefused(folder.resolve("absent"), "no such file");
        assertVocabularyRefused(
                Files.write(folder.resolve("latin1"), new byte[] {(byte) 0xe9, '\n', 'b'}), "not UTF-8");
        assertVocabularyRefused(Files.write(folder.resolve("gap"), List.of("a", "", "b")), "empty line 2");
    }

    private static void assertVocabularyRefused(Path file, String found) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> WordtideConfig.of(Map.of("wordtide.vocabulary.file", file.toString())))
                .withMessageContaining("wordtide.vocabulary.file")
                .withMessageContaining(found);
    }

    @Test
    void shouldRefuseFixedAndLivingVocabularyTogether() throws IOException {
        // Given
        Path file = Files.write(folder.resolve("words.txt"), List.of("oil", "wheat"));

        // When, Then
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> WordtideConfig.of(
                        Map.of("wordtide.vocabulary.file", file.toString(), "wordtide.vocabulary.size", "100")))
                .withMessageContaining("found both");
    }
}
