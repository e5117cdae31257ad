package io.wordtide.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.schema.Document;
import io.wordtide.schema.LearningEvent;
import io.wordtide.schema.LearningEventKind;
import io.wordtide.schema.WordEmbedding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** A word that the stream stops using, as seen on the topics; with the shortest half-life, 1,000 documents. */
class ForgottenWordsTest {

    private static final int DOCUMENTS = 4_000;

    @TempDir
    Path folder;

    @Test
    void shouldPublishATombstoneAnEventAndACountWhenAWordLosesItsRow(TestInfo test) {
        try (LearnerDriver driver = new LearnerDriver(
                folder,
                test.getDisplayName(),
                Map.of(
                        "wordtide.analyzer", "simple",
                        "wordtide.vocabulary.size", "20",
                        "wordtide.vocabulary.minimum.document.frequency", "4",
                        "wordtide.vocabulary.half.life", "1000",
                        "wordtide.words.publish.interval", "10",
                        "wordtide.mini-batch.size", "20"))) {
            // When: zeppelin occurs eight times, then never again
            driver.send(documents());

            // Then
            List<LearningEvent> events =
                    driver.events().stream().map(TestRecord::value).toList();
            assertThat(events).extracting(LearningEvent::getKind).contains(LearningEventKind.WORDS_ADMITTED);
            assertThat(events)
                    .filteredOn(event -> event.getKind() == LearningEventKind.WORDS_FORGOTTEN)
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.getTerms()).containsExactly("zeppelin");
                        assertThat(event.getMessage()).isEqualTo("Forgotten words: Zeppelin");
                        assertThat(event.getSurfaces()).isEqualTo(Map.of("zeppelin", "Zeppelin"));
                        assertThat(event.getModel()).isEqualTo("default");
                    });
            List<TestRecord<String, WordEmbedding>> zeppelin = new ArrayList<>(driver.wordEmbeddings());
            zeppelin.removeIf(record -> !record.key().equals("zeppelin"));
            assertThat(zeppelin).hasSizeGreaterThan(1);
            assertThat(zeppelin.get(0).value()).isNotNull();
            assertThat(zeppelin.get(zeppelin.size() - 1).value()).isNull();
            assertThat(driver.reports().stream()
                            .mapToInt(record -> record.value().getForgottenWordCount())
                            .sum())
                    .isEqualTo(1);
        }
    }

    private static List<Document> documents() {
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            documents.add(Document.newBuilder()
                    .setId("id-" + i)
                    .setText((i % 2 == 0 ? "oil barrel crude" : "wheat harvest grain") + (i < 8 ? " Zeppelin" : ""))
                    .setTitle(null)
                    .setSource(null)
                    .setLanguage(null)
                    .setPublishedAt(null)
                    .build());
        }
        return documents;
    }
}
