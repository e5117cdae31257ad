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
import java.util.HashMap;
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
                .withMessageContaining(
                        "expected the log-linear or skip decoder with the newton refiner, found the deep one");
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
        "wordtide.model.preset, fast, 'stream, stream-deep, paper'",
        "wordtide.analyzer, klingon, english",
        "wordtide.languages, english?, such as en",
        "wordtide.language.default, xx, such as en",
        "wordtide.model.refinement.learning.rate, NaN, finite",
        "wordtide.topics.replication.factor, 0, 1 to 100",
        "wordtide.application.id, my app, Expected 1 to 200 characters",
        "wordtide.words.publish.minimum.drift, 3, no more than 2",
        "wordtide.model.shards, 0, at least 1",
        "wordtide.model.shards, 65, no more than 64",
        "wordtide.mini-batch.growth, 1.5, no more than 1",
        "wordtide.mini-batch.growth, NaN, finite",
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

    /** A hundredth of the documents before it: 4,999 / 100 = 49.99, below 50, and 5,100 / 100 = 51. */
    @ParameterizedTest
    @CsvSource({
        "0, 50",
        "4999, 50",
        "5099, 50",
        "5100, 51",
        "20000, 200",
        "50000, 500",
        "50001, 500",
        "9000000000, 500",
    })
    void shouldGrowMiniBatchesUpToAShareOfTheHalfLifeOfALivingVocabulary(long documentsBefore, int expected) {
        // Given: its default is 50,000 documents
        WordtideConfig config = WordtideConfig.of(Map.of("wordtide.mini-batch.growth", "0.01"));

        // Then
        assertThat(config.miniBatchSize(documentsBefore)).isEqualTo(expected);
        assertThat(config.isGrowing()).isTrue();
    }

    /** 999,999 / 100 = 9,999.99; a fixed vocabulary forgets nothing. */
    @ParameterizedTest
    @CsvSource({"5100, 51", "50100, 501", "999999, 9999", "1000000, 10000", "1000100, 10000", "9000000000, 10000"})
    void shouldGrowMiniBatchesUpToTenThousandDocumentsWithAFixedVocabulary(long documentsBefore, int expected)
            throws IOException {
        // Given
        Path file = Files.write(folder.resolve("words.txt"), List.of("oil", "wheat"));

        // When
        WordtideConfig config = WordtideConfig.of(
                Map.of("wordtide.mini-batch.growth", "0.01", "wordtide.vocabulary.file", file.toString()));

        // Then
        assertThat(config.miniBatchSize(documentsBefore)).isEqualTo(expected);
    }

    @Test
    void shouldLeaveMiniBatchesAsTheyAreWithoutGrowth() {
        // When
        WordtideConfig config = WordtideConfig.of(Map.of("wordtide.mini-batch.size", "70"));

        // Then
        assertThat(config.isGrowing()).isFalse();
        assertThat(config.miniBatchSize(0)).isEqualTo(70);
        assertThat(config.miniBatchSize(Long.MAX_VALUE)).isEqualTo(70);
    }

    @Test
    void shouldRefuseShardsOfAModelThatRefinesNothing() {
        // Given
        Map<String, String> settings = Map.of("wordtide.model.refinement.steps", "0", "wordtide.model.refiner", "adam");

        // Then
        assertThat(WordtideConfig.of(settings).shards()).isEqualTo(1);
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> WordtideConfig.of(with(settings, "wordtide.model.shards", "4")))
                .withMessageContaining("wordtide.model.shards")
                .withMessageContaining("4")
                .withMessageContaining("Expected 1 with wordtide.model.refinement.steps=0");
    }

    /** A model's manifest from before there were shards has no such setting. */
    @Test
    void shouldNameShardsAmongTheSettingsOfAModelOnlyIfThereAreSeveral() {
        assertThat(WordtideConfig.of(Map.of("wordtide.model.shards", "1")).modelSettings())
                .isEqualTo(WordtideConfig.of(Map.of()).modelSettings())
                .doesNotContainKey("wordtide.model.shards");
        assertThat(WordtideConfig.of(Map.of("wordtide.model.shards", "4")).modelSettings())
                .containsEntry("wordtide.model.shards", "4")
                .doesNotContainKey("wordtide.mini-batch.growth");
    }

    private static Map<String, String> with(Map<String, String> settings, String key, String value) {
        Map<String, String> all = new HashMap<>(settings);
        all.put(key, value);
        return all;
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
