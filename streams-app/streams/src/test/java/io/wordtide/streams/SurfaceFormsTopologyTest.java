package io.wordtide.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.schema.Document;
import io.wordtide.schema.LearningEvent;
import io.wordtide.schema.LearningEventKind;
import io.wordtide.schema.WordEmbedding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From texts to the words on the topics, as the stream writes them. */
class SurfaceFormsTopologyTest {

    @TempDir
    Path folder;

    @Test
    void shouldPublishWordsAndEventsWithTheFormsOfTheStream() {
        Map<String, String> settings = Map.of(
                "wordtide.analyzer", "english",
                "wordtide.vocabulary.minimum.document.frequency", "2");
        try (LearnerDriver driver = new LearnerDriver(folder, "forms", settings)) {
            // When: crisis three times, Crisis once, and OPEC; the key stays the term
            driver.send(documents(
                    "Oil crisis of OPEC",
                    "some companies in a crisis; oil",
                    "the Crisis of OPEC and oil",
                    "a crisis. Companies of OPEC"));
            driver.advance(Duration.ofSeconds(10));

            // Then
            Map<String, String> surfaceByKey = new TreeMap<>();
            for (TestRecord<String, WordEmbedding> word : driver.wordEmbeddings()) {
                assertThat(word.key()).isEqualTo(word.value().getTerm());
                surfaceByKey.put(word.key(), word.value().getSurface());
            }
            assertThat(surfaceByKey)
                    .isEqualTo(Map.of("compani", "companies", "crisi", "crisis", "oil", "", "opec", "OPEC"));
            LearningEvent admitted = driver.events().stream()
                    .map(TestRecord::value)
                    .filter(event -> event.getKind() == LearningEventKind.WORDS_ADMITTED)
                    .findFirst()
                    .orElseThrow();
            assertThat(admitted.getTerms()).containsExactlyInAnyOrder("compani", "crisi", "oil", "opec");
            assertThat(admitted.getSurfaces())
                    .isEqualTo(Map.of("compani", "companies", "crisi", "crisis", "opec", "OPEC"));
            assertThat(admitted.getMessage()).startsWith("New words: ").contains("crisis", "companies", "OPEC", "oil");
        }
    }

    private static List<Document> documents(String... texts) {
        List<Document> documents = new ArrayList<>();
        for (String text : texts) {
            documents.add(Document.newBuilder()
                    .setId("id-" + documents.size())
                    .setText(text)
                    .build());
        }
        return documents;
    }
}
