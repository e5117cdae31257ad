package io.wordtide.streams;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.schema.Document;
import io.wordtide.schema.DocumentEmbedding;
import io.wordtide.testing.MixedLanguages;
import io.wordtide.testing.TinyCorpus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class MixedLanguagesTest {

    /** 50 of each language. */
    private static final int DOCUMENTS = 300;

    @TempDir
    Path stateDirectory;

    @Test
    void shouldLearnOneModelForEachLanguageOfAMixedStream(TestInfo test) {
        Map<String, String> settings = Map.of(
                "wordtide.analyzer", "auto", "wordtide.model.route", "language", "wordtide.vocabulary.size", "200");
        try (LearnerDriver driver = driver(test, settings)) {
            // When: two sentences each, 20 words or more
            driver.send(IntStream.range(0, DOCUMENTS)
                    .mapToObj(n -> MixedLanguages.document(n, 2))
                    .toList());
            driver.advance(Duration.ofSeconds(2));

            // Then
            List<DocumentEmbedding> embeddings =
                    driver.documentEmbeddings().stream().map(TestRecord::value).toList();
            assertThat(embeddings).hasSize(DOCUMENTS);
            long right = embeddings.stream()
                    .filter(embedding -> embedding.getDocumentId().startsWith(embedding.getModel() + "-"))
                    .count();
            assertThat(right)
                    .as("documents in the model of their language")
                    .isGreaterThanOrEqualTo(DOCUMENTS * 97 / 100);
            assertThat(embeddings)
                    .extracting(DocumentEmbedding::getModel)
                    .contains(MixedLanguages.LANGUAGES.toArray(String[]::new));

            Set<String> keys =
                    driver.wordEmbeddings().stream().map(TestRecord::key).collect(toSet());
            // stems and lemmas by the analyzer of each language: boats, Brücke, bateaux, barcos, łodzie, 漁船
            assertThat(keys).contains("en/boat", "de/bruck", "fr/bateau", "es/barc", "pl/łódź", "ja/漁船");
            // and their stop words are none
            assertThat(keys).doesNotContain("en/the", "de/der", "fr/le", "es/el", "pl/na", "ja/の");
        }
    }

    @Test
    void shouldShareOneVocabularyWhenTheRouteIsConstant(TestInfo test) {
        try (LearnerDriver driver =
                driver(test, Map.of("wordtide.analyzer", "auto", "wordtide.vocabulary.size", "1000"))) {
            // When
            driver.send(IntStream.range(0, 120)
                    .mapToObj(n -> MixedLanguages.document(n, 2))
                    .toList());
            driver.advance(Duration.ofSeconds(2));

            // Then
            assertThat(driver.wordEmbeddings())
                    .extracting(TestRecord::key)
                    .contains("boat", "barc", "漁船")
                    .doesNotContain("the", "の");
        }
    }

    @Test
    void shouldRouteByNormalizedLanguageAndSendTheUnknownToTheDefaultModel(TestInfo test) {
        try (LearnerDriver driver = driver(test, Map.of("wordtide.model.route", "language"))) {
            // When
            driver.send(List.of(
                    written("a", "en-US"),
                    written("b", "en_us"),
                    written("c", "EN"),
                    written("d", "eng"),
                    written("e", "German"),
                    written("f", "english?"),
                    written("g", " "),
                    TinyCorpus.document("h", "oil tanker")));
            driver.advance(Duration.ofSeconds(2));

            // Then
            assertThat(modelsByDocument(driver))
                    .containsEntry("a", "en")
                    .containsEntry("b", "en")
                    .containsEntry("c", "en")
                    .containsEntry("d", "en")
                    .containsEntry("e", "de")
                    .containsEntry("f", "default")
                    .containsEntry("g", "default")
                    .containsEntry("h", "default")
                    .hasSize(8);
            assertThat(driver.metric("documents-dead-lettered-total")).isZero();
        }
    }

    @Test
    void shouldSendTheUnknownToTheModelOfTheDefaultLanguageIfThereIsOne(TestInfo test) {
        Map<String, String> settings = Map.of(
                "wordtide.model.route", "language",
                "wordtide.languages", "en, fr",
                "wordtide.language.default", "fr-CA");
        try (LearnerDriver driver = driver(test, settings)) {
            // When
            driver.send(List.of(written("a", "en-US"), written("b", "de"), TinyCorpus.document("c", "oil tanker")));
            driver.advance(Duration.ofSeconds(2));

            // Then
            assertThat(modelsByDocument(driver)).isEqualTo(Map.of("a", "en", "b", "fr", "c", "fr"));
        }
    }

    private static Document written(String id, String language) {
        return Document.newBuilder(TinyCorpus.document(id, "oil tanker"))
                .setLanguage(language)
                .build();
    }

    private static Map<String, String> modelsByDocument(LearnerDriver driver) {
        Map<String, String> models = new HashMap<>();
        driver.documentEmbeddings()
                .forEach(embedding ->
                        models.put(embedding.key(), embedding.value().getModel()));
        return models;
    }

    private LearnerDriver driver(TestInfo test, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(TinyCorpus.SETTINGS);
        all.putAll(settings);
        return new LearnerDriver(stateDirectory, test.getDisplayName().replaceAll("\\W", ""), all);
    }
}
