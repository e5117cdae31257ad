package io.wordtide.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.schema.Document;
import io.wordtide.schema.LearningReport;
import io.wordtide.schema.WordEmbedding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Personal data of five kinds in five forms each, planted in documents, from the topic of documents to those of words and reports. */
class PersonalDataTopologyTest {

    private static final List<String> PLANTED = List.of(
            "jane.doe@example.com",
            "<jane+news@mail.example.co.uk>",
            "mailto:JANE_DOE@EXAMPLE.ORG",
            "jane (at) example (dot) com",
            "jane@vax",
            //
            "+44 20 7946 0958",
            "(212) 555-0123",
            "212.555.0123 ext. 77",
            "01 42 68 53 00",
            "fax: 555-0123",
            //
            "4111 1111 1111 1111",
            "5500-0000-0000-0004",
            "378282246310005",
            "3782 822463 10005",
            "6011111111111117",
            //
            "#48213",
            "order no. 48213",
            "INV-2023-00123",
            "112-3456789-1234567",
            "1Z999AA10123456784",
            //
            "@jane_doe",
            "u/jane_doe",
            "username: jane_doe",
            "https://example.com/~jane_doe",
            "ftp://jane:doe@example.com/");

    /** The words of the documents, and what the forms have beside the items themselves, with stems. */
    private static final Set<String> WORDS = Set.of(
            "wheat",
            "barley",
            "barlei",
            "com",
            "example",
            "example.com",
            "fax",
            "ftp",
            "http",
            "https",
            "mailto",
            "no",
            "order",
            "u",
            "usernam",
            "username");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"simple", "english", "standard", "cjk", "auto"})
    void shouldNeverMakeWordsOfPersonalDataAndCountThemInTheReport(String analyzer) {
        try (LearnerDriver driver = driver(analyzer, Map.of("wordtide.analyzer", analyzer))) {
            // When
            driver.send(documents());
            driver.advance(Duration.ofSeconds(10));

            // Then
            assertThat(terms(driver)).contains("wheat").isSubsetOf(WORDS);
            assertThat(counts(driver))
                    .isEqualTo(Map.of("email", 5, "phone", 5, "card", 5, "order id", 5, "user name", 5));
            assertThat(driver.metric("personal-data-dropped-total")).isEqualTo(25);
            assertThat(driver.deadLetters()).isEmpty();
        }
    }

    @Test
    void shouldLearnTextsAsTheyAreWhenPersonalDataAreKept() {
        try (LearnerDriver driver =
                driver("kept", Map.of("wordtide.analyzer", "standard", "wordtide.text.personal.data", "keep"))) {
            // When
            driver.send(documents());
            driver.advance(Duration.ofSeconds(10));

            // Then
            assertThat(terms(driver)).contains("jane", "jane_doe", "0123", "4111", "48213", "1z999aa10123456784");
            assertThat(counts(driver)).isEmpty();
        }
    }

    private LearnerDriver driver(String registryName, Map<String, String> settings) {
        Map<String, String> all = new TreeMap<>(settings);
        all.put("wordtide.vocabulary.minimum.document.frequency", "1");
        return new LearnerDriver(folder, registryName, all);
    }

    private static List<Document> documents() {
        List<Document> documents = new ArrayList<>();
        for (String planted : PLANTED) {
            documents.add(Document.newBuilder()
                    .setId("id-" + documents.size())
                    .setText("wheat " + planted + " barley")
                    .build());
        }
        return documents;
    }

    private static Set<String> terms(LearnerDriver driver) {
        Set<String> terms = new TreeSet<>();
        driver.wordEmbeddings().stream()
                .map(TestRecord::value)
                .map(WordEmbedding::getTerm)
                .forEach(terms::add);
        return terms;
    }

    private static Map<String, Integer> counts(LearnerDriver driver) {
        Map<String, Integer> counts = new TreeMap<>();
        driver.reports().stream()
                .map(TestRecord::value)
                .map(LearningReport::getPersonalDataCounts)
                .forEach(ofOne -> ofOne.forEach((kind, count) -> counts.merge(kind, count, Integer::sum)));
        return counts;
    }
}
