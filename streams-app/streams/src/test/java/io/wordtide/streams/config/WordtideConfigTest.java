package io.wordtide.streams.config;

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

    /** 50 ms per step, 25 MB per snapshot: about the stream preset. */
    private static final StepTiming FAST = new StepTiming(Duration.ofMillis(50), 25_000_000, 0);

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
                "wordtide.model.decoder", "log-linear",
                "wordtide.model.refiner", "newton"));

        // Then
        assertThat(config.learner().latentSize()).isEqualTo(20);
        assertThat(config.learner().refinement().refiner()).isEqualTo(LearnerConfig.RefinerKind.NEWTON);
        assertThat(config.learner().batchSize()).isEqualTo(LearnerConfig.paper().batchSize());
        assertThat(config.snapshotInterval()).isEqualTo(4);
    }

    @Test
    void shouldRefuseStrategiesThatDoNotGoTogether() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() ->
                        WordtideConfig.of(Map.of("wordtide.model.preset", "paper", "wordtide.model.refiner", "newton")))
                .withMessageContaining("expected the log-linear decoder with the newton refiner, found the deep one");
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
    }

    @ParameterizedTest
    @CsvSource({
        "wordtide.model.latent.size, 0, at least 1",
        "wordtide.model.latent.size, many, Not a number",
        "wordtide.mini-batch.size, 10001, no more than 10000",
        "wordtide.model.route, author, 'constant, source, language'",
        "wordtide.model.preset, fast, 'stream, paper'",
        "wordtide.analyzer, klingon, english",
        "wordtide.languages, english?, such as en",
        "wordtide.language.default, xx, such as en",
        "wordtide.model.refinement.learning.rate, NaN, finite",
        "wordtide.topics.replication.factor, 0, 1 to 100",
        "wordtide.application.id, my app, Expected 1 to 200 characters",
        "wordtide.words.publish.minimum.drift, 3, no more than 2",
    })
    void shouldNameKeyValueAndRangeWhenValueIsOutside(String key, String value, String range) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> WordtideConfig.of(Map.of(key, value)))
                .withMessageContaining(key)
                .withMessageContaining(value)
                .withMessageContaining(range);
    }

    @Test
    void shouldRefuseAnotherProcessingGuarantee() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> WordtideConfig.of(Map.of("processing.guarantee", "at_least_once")))
                .withMessageContaining("processing.guarantee")
                .withMessageContaining("exactly_once_v2");
    }

    @Test
    void shouldNameTopicsByPrefixUnlessNameIsSet() {
        // Given
        WordtideConfig config = WordtideConfig.of(Map.of(
                "wordtide.application.id", "news",
                "wordtide.topic.documents", "articles",
                "schema.registry.url", "mock://names"));

        // When
        Topics topics = config.topics(new MockSchemaRegistryClient());

        // Then
        assertThat(topics.documents().name()).isEqualTo("articles");
        assertThat(topics.learningReports().name()).isEqualTo("news.learning.reports");
    }

    @Test
    void shouldPassKafkaKeysToTheClientTheyAreFor() {
        // Given
        WordtideConfig config = WordtideConfig.of(Map.of(
                "bootstrap.servers", "broker:9092",
                "security.protocol", "SSL",
                "producer.linger.ms", "7",
                "consumer.max.poll.records", "8",
                "schema.registry.url", "http://registry"));

        // When
        Properties streams = config.streamsProperties(FAST);

        // Then
        assertThat(config.producerProperties())
                .containsEntry("bootstrap.servers", "broker:9092")
                .containsEntry("security.protocol", "SSL")
                .containsEntry("linger.ms", "7")
                .doesNotContainKeys("max.poll.records", "schema.registry.url");
        assertThat(config.consumerProperties())
                .containsEntry("max.poll.records", "8")
                .containsEntry("isolation.level", "read_committed");
        assertThat(streams)
                .containsEntry("application.id", "wordtide")
                .containsEntry("producer.linger.ms", "7")
                .containsEntry("processing.guarantee", "exactly_once_v2")
                .doesNotContainKey("main.consumer.max.poll.records");
    }

    @Test
    void shouldReadFixedVocabularyFromFile() throws IOException {
        // Given
        Path file = Files.write(folder.resolve("words.txt"), List.of("oil", "wheat"));

        // When
        WordtideConfig config = WordtideConfig.of(Map.of("wordtide.vocabulary.file", file.toString()));

        // Then
        assertThat(config.vocabulary().size()).isEqualTo(2);
        assertThat(config.vocabulary().row("wheat")).isEqualTo(1);
    }

    @Test
    void shouldSayWhatIsWrongWithVocabularyFile() throws IOException {
        assertVocabularyRefused(folder, "found a directory");
        assertVocabularyRefused(folder.resolve("absent"), "found nothing there");
        assertVocabularyRefused(
                Files.write(folder.resolve("words.txt"), List.of("oil", "wheat", "oil")), "already on line 1");
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
