package io.wordtide.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.schema.DocumentEmbedding;
import io.wordtide.schema.LearningReport;
import io.wordtide.testing.TinyCorpus;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class DuplicateTest {

    @TempDir
    Path stateDirectory;

    @Test
    void shouldSkipAndCountADocumentThatComesAgain(TestInfo test) {
        try (LearnerDriver driver = driver(test, Map.of())) {
            // When: d0 arrives three times in a mini-batch of four
            driver.send(TinyCorpus.documents(0, 2));
            driver.send(TinyCorpus.documents(0, 1));
            driver.send(TinyCorpus.documents(0, 1));

            // Then
            LearningReport report = reports(driver).get(0);
            assertThat(report.getDocumentCount()).isEqualTo(2);
            assertThat(report.getSkippedDocumentCounts()).isEqualTo(Map.of("duplicate", 2));
            assertThat(report.getDocumentsSeen()).isEqualTo(2);
            assertThat(embedded(driver)).containsExactly("d0", "d1");
            assertThat(driver.metric("documents-skipped-total")).isEqualTo(2);
            assertThat(driver.metric("documents-waiting")).isZero();
        }
    }

    @Test
    void shouldReportAMiniBatchOfNothingButDuplicates(TestInfo test) {
        try (LearnerDriver driver = driver(test, Map.of())) {
            // Given
            driver.send(TinyCorpus.documents(0, 4));

            // When
            driver.send(TinyCorpus.documents(0, 4));
            driver.send(TinyCorpus.documents(4, 8));

            // Then: versions rise by one, and the third mini-batch is learned as usual
            List<LearningReport> reports = reports(driver);
            assertThat(reports).extracting(LearningReport::getModelVersion).containsExactly(1L, 2L, 3L);
            assertThat(reports).extracting(LearningReport::getDocumentCount).containsExactly(4, 0, 4);
            assertThat(reports.get(1).getSkippedDocumentCounts()).isEqualTo(Map.of("duplicate", 4));
            assertThat(reports.get(1).getRefinedPerDocumentPerplexity()).isEmpty();
        }
    }

    @Test
    void shouldLearnADocumentAgainWhenItComesAfterTheWindow(TestInfo test) {
        try (LearnerDriver driver = driver(test, Map.of("wordtide.duplicates.window", "3"))) {
            // When
            driver.send(TinyCorpus.documents(0, 4));
            driver.send(TinyCorpus.documents(0, 1));
            driver.send(TinyCorpus.documents(3, 4));
            driver.send(TinyCorpus.documents(4, 6));

            // Then: d0 had left, d3 had not
            assertThat(embedded(driver)).containsExactly("d0", "d1", "d2", "d3", "d0", "d4", "d5");
        }
    }

    @Test
    void shouldLearnDuplicatesWhenConfiguredTo(TestInfo test) {
        try (LearnerDriver driver = driver(test, Map.of("wordtide.duplicates", "learn"))) {
            // When
            driver.send(TinyCorpus.documents(0, 2));
            driver.send(TinyCorpus.documents(0, 2));

            // Then
            assertThat(embedded(driver)).containsExactly("d0", "d1", "d0", "d1");
            assertThat(reports(driver).get(0).getSkippedDocumentCounts()).isEmpty();
        }
    }

    private static List<LearningReport> reports(LearnerDriver driver) {
        return driver.reports().stream().map(TestRecord::value).toList();
    }

    private static List<String> embedded(LearnerDriver driver) {
        return driver.documentEmbeddings().stream()
                .map(TestRecord::value)
                .map(DocumentEmbedding::getDocumentId)
                .toList();
    }

    private LearnerDriver driver(TestInfo test, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(TinyCorpus.SETTINGS);
        all.putAll(settings);
        return new LearnerDriver(
                stateDirectory, test.getTestMethod().orElseThrow().getName(), all);
    }
}
