package io.wordtide.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.schema.Document;
import io.wordtide.schema.DocumentEmbedding;
import io.wordtide.schema.LearningReport;
import io.wordtide.schema.WordEmbedding;
import io.wordtide.streams.config.StepTiming;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.view.ModelViews;
import io.wordtide.testing.TinyCorpus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearnerTopologyTest {

    @TempDir
    Path stateDirectory;

    /** With shards, one more sub-topology, which is connected to nothing. */
    @ParameterizedTest
    @CsvSource({"1, topology.txt", "4, topology-shards.txt"})
    void shouldHaveTheGraphOfTheGoldenText(String shards, String golden) throws IOException {
        // Given
        WordtideConfig config = WordtideConfig.of(Map.of(
                "bootstrap.servers", "unused:9092",
                "schema.registry.url", "mock://graph",
                "wordtide.model.shards", shards));
        LearnerTopology topology =
                new LearnerTopology(config, config.schemaRegistry(), new ModelViews(config.models()));

        // When
        String description = topology.build(topology.properties(new StepTiming(Duration.ZERO, 0, 0)))
                .describe()
                .toString();

        // Then
        assertThat(description).isEqualToNormalizingWhitespace(golden(golden));
    }

    @Test
    void shouldLearnMiniBatchesInOrder(TestInfo test) {
        try (LearnerDriver driver = driver(test, Map.of())) {
            // When: two full mini-batches of four, and one waiting document
            driver.send(TinyCorpus.documents(0, 9));

            // Then
            List<LearningReport> reports = values(driver.reports());
            assertThat(reports).extracting(LearningReport::getModelVersion).containsExactly(1L, 2L);
            assertThat(reports).extracting(LearningReport::getDocumentCount).containsExactly(4, 4);
            assertThat(reports).extracting(LearningReport::getDocumentsSeen).containsExactly(4L, 8L);
            // oil tanker refinery wheat harvest grain barrel farmer
            assertThat(reports).extracting(LearningReport::getVocabularySize).containsExactly(8, 8);
            assertThat(reports.get(1).getRefinedPerDocumentPerplexity().orElseThrow())
                    .isBetween(1.0, 20.0);
            assertThat(driver.metric("documents-waiting")).isEqualTo(1);
        }
    }

    @Test
    void shouldEmbedEachDocumentOnceUnderItsId(TestInfo test) {
        try (LearnerDriver driver = driver(test, Map.of())) {
            // When
            driver.send(TinyCorpus.documents(0, 8));

            // Then
            List<TestRecord<String, DocumentEmbedding>> embeddings = driver.documentEmbeddings();
            assertThat(embeddings)
                    .extracting(TestRecord::key)
                    .containsExactly("d0", "d1", "d2", "d3", "d4", "d5", "d6", "d7");
            DocumentEmbedding first = embeddings.get(0).value();
            assertThat(first.getDocumentId()).isEqualTo("d0");
            assertThat(first.getMean()).hasSize(2);
            assertThat(first.getTokenCount()).isEqualTo(4);
            assertThat(first.getModelVersion()).isEqualTo(1);
        }
    }

    @Test
    void shouldPublishWordsInTheirTurnAndWithDrift(TestInfo test) {
        try (LearnerDriver driver = driver(test, Map.of("wordtide.words.publish.minimum.drift", "0"))) {
            // When: four mini-batches; every second one publishes words
            driver.send(TinyCorpus.documents(0, 16));

            // Then
            List<TestRecord<String, WordEmbedding>> words = driver.wordEmbeddings();
            assertThat(words)
                    .filteredOn(word -> word.key().equals("oil"))
                    .extracting(word -> word.value().getModelVersion())
                    .containsExactly(2L, 4L);
            WordEmbedding oil = words.stream()
                    .filter(word -> word.key().equals("oil"))
                    .findFirst()
                    .orElseThrow()
                    .value();
            // d0, d2, d5, d7 of the first eight
            assertThat(oil.getDocumentFrequency()).isEqualTo(4);
            assertThat(oil.getCosineDrift()).isEmpty();
            assertThat(oil.getVector()).hasSize(2);
        }
    }

    @Test
    void shouldLearnPartialMiniBatchWhenStreamIsQuiet(TestInfo test) {
        try (LearnerDriver driver = driver(test, Map.of())) {
            // Given
            driver.send(TinyCorpus.documents(0, 3));
            driver.advance(Duration.ofMillis(900));
            assertThat(driver.reports()).isEmpty();

            // When
            driver.advance(Duration.ofMillis(350));

            // Then
            List<TestRecord<String, LearningReport>> reports = driver.reports();
            assertThat(reports).hasSize(1);
            assertThat(reports.get(0).value().getDocumentCount()).isEqualTo(3);
            assertThat(reports.get(0).getRecordTime()).isEqualTo(LearnerDriver.START.plusMillis(1_250));
            // words, too, although none are due: the stream may stay quiet
            assertThat(driver.wordEmbeddings()).isNotEmpty();
            assertThat(driver.metric("documents-waiting")).isZero();
        }
    }

    @Test
    void shouldCountDocumentWithoutKnownWordAsSkipped(TestInfo test) {
        try (LearnerDriver driver = driver(test, Map.of("wordtide.vocabulary.minimum.document.frequency", "2"))) {
            // When: no other of the four documents contains a term of d1; oil and refinery are in d0 and d2
            driver.send(TinyCorpus.documents(0, 3));
            driver.send(List.of(TinyCorpus.document("d9", "unheard")));

            // Then
            LearningReport report = values(driver.reports()).get(0);
            assertThat(report.getDocumentCount()).isEqualTo(2);
            assertThat(report.getSkippedDocumentCounts()).containsExactly(Map.entry("no known word", 2));
            assertThat(report.getDocumentsSeen()).isEqualTo(4);
            assertThat(driver.documentEmbeddings()).extracting(TestRecord::key).containsExactly("d0", "d2");
            assertThat(driver.metric("documents-skipped-total")).isEqualTo(2);
        }
    }

    @Test
    void shouldReportNullPerplexitiesWhenAllDocumentsAreSkipped(TestInfo test) {
        try (LearnerDriver driver = driver(test, Map.of("wordtide.vocabulary.minimum.document.frequency", "9"))) {
            // When
            driver.send(TinyCorpus.documents(0, 4));

            // Then
            LearningReport report = values(driver.reports()).get(0);
            assertThat(report.getDocumentCount()).isZero();
            assertThat(report.getRefinedPerDocumentPerplexity()).isEmpty();
            assertThat(report.getElbo()).isEmpty();
            assertThat(report.getOutOfVocabularyRate()).isEqualTo(1);
        }
    }

    @Test
    void shouldTeachOneModelForEachSource(TestInfo test) {
        try (LearnerDriver driver = driver(test, Map.of("wordtide.model.route", "source"))) {
            // Given
            List<Document> documents = new ArrayList<>();
            for (int n = 0; n < 4; n++) {
                documents.add(from("desk", n));
                documents.add(from("wire", n));
                documents.add(TinyCorpus.document(n));
            }

            // When
            driver.send(documents);
            driver.advance(Duration.ofSeconds(2));

            // Then
            assertThat(driver.reports()).extracting(TestRecord::key).containsExactly("desk", "wire", "default");
            assertThat(driver.documentEmbeddings()).hasSize(12);
        }
    }

    @Test
    void shouldPrefixWordsWithTheirModelWhenThereAreSeveral(TestInfo test) {
        try (LearnerDriver driver = driver(test, Map.of("wordtide.model.route", "source"))) {
            // When
            driver.send(List.of(from("desk", 0)));
            driver.advance(Duration.ofSeconds(2));

            // Then
            assertThat(driver.wordEmbeddings())
                    .extracting(TestRecord::key)
                    .containsExactlyInAnyOrder("desk/oil", "desk/tanker", "desk/refinery");
        }
    }

    @Test
    void shouldAnalyzeTitleInFrontOfText(TestInfo test) {
        try (LearnerDriver driver = driver(test, Map.of())) {
            // When
            driver.send(List.of(Document.newBuilder(TinyCorpus.document("d0", "wheat"))
                    .setTitle("harvest")
                    .build()));
            driver.advance(Duration.ofSeconds(2));

            // Then
            assertThat(driver.documentEmbeddings().get(0).value().getTokenCount())
                    .isEqualTo(2);
        }
    }

    /** 60 documents make two parts. All shards are here, so that nobody is waited for. */
    @Test
    void shouldLearnInPartsWhenThereAreShards(TestInfo test) {
        try (LearnerDriver driver =
                driver(test, Map.of("wordtide.model.shards", "4", "wordtide.mini-batch.size", "60"))) {
            // When
            driver.send(TinyCorpus.documents(0, 121));

            // Then
            List<LearningReport> reports = values(driver.reports());
            assertThat(reports).extracting(LearningReport::getDocumentCount).containsExactly(60, 60);
            assertThat(driver.documentEmbeddings()).hasSize(120);
            assertThat(driver.metric("documents-waiting")).isEqualTo(1);
            assertThat(driver.metric("parts-received-total")).isZero();
        }
    }

    @Test
    void shouldKeepTheBooksBalanced(TestInfo test) {
        try (LearnerDriver driver = driver(test, Map.of())) {
            // When
            driver.send(TinyCorpus.documents(0, 6));
            driver.sendBytes("bad", new byte[] {1, 2, 3});

            // Then
            assertThat(driver.metric("documents-received-total")).isEqualTo(7);
            assertThat(driver.metric("documents-dead-lettered-total")).isEqualTo(1);
            assertThat(driver.metric("documents-routed-total")).isEqualTo(6);
            assertThat(driver.metric("documents-arrived-total")).isEqualTo(6);
            assertThat(driver.metric("documents-embedded-total")).isEqualTo(4);
            assertThat(driver.metric("documents-waiting")).isEqualTo(2);
        }
    }

    private static Document from(String source, int n) {
        return Document.newBuilder(TinyCorpus.document(n))
                .setId(source + n)
                .setSource(source)
                .build();
    }

    private LearnerDriver driver(TestInfo test, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(TinyCorpus.SETTINGS);
        all.putAll(settings);
        return new LearnerDriver(stateDirectory, test.getDisplayName().replaceAll("\\W", ""), all);
    }

    private static <V> List<V> values(List<TestRecord<String, V>> records) {
        return records.stream().map(TestRecord::value).toList();
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(LearnerTopologyTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
